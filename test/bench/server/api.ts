import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiTarget } from '../shared/job.ts'
import type { PlannedFile } from '../shared/files.ts'
import { respond, type Incoming, type Outgoing } from './incoming.ts'
import type { Run } from './run.ts'
import { completeParts } from './store.ts'

// The pages are the bench's own and send what they should: nothing is validated.
type SignCall = { type: 'put' | 'post'; files: readonly PlannedFile[] }
type PartsCall = { name: string; partSize: number; uploadId: string; numbers: readonly number[] }
type UppyCall = {
  method: string
  key: string
  uploadId?: string
  partNumber?: number
  partSize: number
  type: string
}
type BetterUploadFile = PlannedFile & { type: string }
type BetterUploadCall = { files: readonly BetterUploadFile[]; metadata: { type: string; partSize: number } }

/** The application's own API, which signs: ours and hand-written code in batches, the peers in their own wires. */
export function createApi(current: () => Run, originOf: (run: Run) => string) {
  const url = (run: Run, name: string, query: Record<string, string>) =>
    `${originOf(run)}/${encodeURIComponent(name)}?${new URLSearchParams({ ...query, nonce: run.sign(name) })}`

  const partUrls = (run: Run, { name, uploadId, numbers }: PartsCall) =>
    numbers.map((number) => url(run, name, { uploadId, partNumber: String(number) }))

  function openParts(run: Run, name: string, partSize: number): string {
    const uploadId = randomUUID()
    run.uploads.set(uploadId, { name, partSize, sizes: new Map() })
    return uploadId
  }

  function targetOf(run: Run, type: string, name: string): ApiTarget {
    if (type === 'put') return { url: url(run, name, {}) }
    return { url: `${originOf(run)}/`, fields: { key: name, policy: run.sign(name) } }
  }

  function betterUpload(run: Run, { files, metadata }: BetterUploadCall) {
    const described = ({ name, size, type }: BetterUploadFile) => ({
      file: { name, size, type, objectInfo: { key: name, metadata: {} } },
    })
    if (metadata.type !== 'multipart') {
      return {
        files: files.map((file) => ({ ...described(file), signedUrl: url(run, file.name, {}), headers: {} })),
        metadata: {},
      }
    }
    const { partSize } = metadata
    const signed = files.map((file) => {
      const { name, size } = file
      const uploadId = openParts(run, name, partSize)
      const parts = Array.from({ length: Math.ceil(size / partSize) }, (_, index) => ({
        partNumber: index + 1,
        size: Math.min(partSize, size - index * partSize),
        signedUrl: url(run, name, { uploadId, partNumber: String(index + 1) }),
      }))
      const own = url(run, name, { uploadId })
      return { ...described(file), parts, uploadId, completeSignedUrl: own, abortSignedUrl: own }
    })
    return { multipart: { files: signed, partSize }, metadata: {} }
  }

  function uppy(run: Run, { method, key, uploadId, partNumber, partSize, type }: UppyCall): ApiTarget {
    if (method === 'POST' && !uploadId)
      return { url: url(run, key, { uploads: '', partSize: String(partSize) }) }
    if (!uploadId) return targetOf(run, type, key)
    return { url: url(run, key, { uploadId, ...(partNumber && { partNumber: String(partNumber) }) }) }
  }

  function handle(run: Run, path: string, body: unknown): unknown {
    switch (path) {
      case '/api/sign': {
        const { type, files } = body as SignCall
        return files.map(({ name }) => targetOf(run, type, name))
      }
      case '/api/parts/open': {
        const { name, partSize } = body as PartsCall
        return openParts(run, name, partSize)
      }
      case '/api/parts/sign':
        return partUrls(run, body as PartsCall)
      case '/api/parts/list': {
        const sizes = run.uploads.get((body as PartsCall).uploadId)?.sizes ?? new Map<number, number>()
        return [...sizes].map(([number, size]) => ({ number, size, etag: `"${number}"` }))
      }
      case '/api/parts/complete':
        return completeParts(run, (body as PartsCall).uploadId) ?? null
      case '/api/uppy':
        return uppy(run, body as UppyCall)
      case '/api/better-upload':
        return betterUpload(run, body as BetterUploadCall)
      default:
        return undefined
    }
  }

  return async (req: Incoming, res: Outgoing): Promise<void> => {
    const run = current()
    run.log.call()
    const chunks: Buffer[] = []
    for await (const chunk of req as AsyncIterable<Buffer>) chunks.push(chunk)
    await sleep(run.network.roundTripMs)
    const result = handle(run, req.url ?? '', JSON.parse(Buffer.concat(chunks).toString()))
    const status = result === undefined ? 404 : 200
    respond(res, status, JSON.stringify(result ?? null), { 'content-type': 'application/json' })
  }
}
