import type { Backend, RemoteFile, SignedUpload, UploadIntent, UploadTarget } from 'react-presigned'
import type { Job } from '../../shared/job.ts'
import { partsApi, signFiles } from '../api.ts'

/** The bench's signing API as a backend: it signs and has no word to say afterwards, as the others have none. */
export function benchBackend(job: Job): Backend {
  const { type } = job
  if (type === 'multipart') {
    return {
      name: 'bench',
      sign: (intents, { signal }) =>
        Promise.all(intents.map((intent) => openParts(intent, job.partSize, signal))),
    }
  }
  return {
    name: 'bench',
    maxBatchSize: 100,
    async sign(intents, { signal }) {
      const targets = await signFiles(type, intents, signal)
      return intents.map((intent, index) => {
        const { url, fields } = targets[index] ?? { url: '' }
        const target: UploadTarget = fields
          ? { type: 'post', url, fields, fileField: 'file' }
          : // As the `s3` wire signs it; hand-written code leaves the browser to add the same.
            { type: 'put', url, headers: { 'Content-Type': intent.contentType } }
        return { target, file: fileOf(intent) }
      })
    },
  }
}

/** A backend that wants digests and no bytes. */
export function hashBackend(onDigest: (name: string, digest: string) => void): Backend {
  return {
    name: 'bench',
    contentHash: 'sha-256',
    maxBatchSize: 100,
    sign(intents) {
      for (const { name, contentHash = '' } of intents) onDigest(name, contentHash)
      return Promise.resolve(intents.map((intent) => ({ target: { type: 'none' }, file: fileOf(intent) })))
    },
  }
}

async function openParts(
  intent: UploadIntent,
  partSize: number,
  signal?: AbortSignal,
): Promise<SignedUpload> {
  const { name } = intent
  const token = await partsApi.open(name, partSize, signal)
  const target: UploadTarget = {
    type: 'multipart',
    resumeToken: token,
    partSize,
    async signParts(numbers, call) {
      const urls = await partsApi.sign(name, token, numbers, call.signal)
      return numbers.map((number, index) => ({ number, url: urls[index] ?? '', headers: {} }))
    },
    listParts: (call) => partsApi.list(token, call.signal),
    async complete(_, call) {
      await partsApi.complete(token, call.signal)
      return fileOf(intent)
    },
    abort: () => Promise.resolve(),
  }
  return { target, file: fileOf(intent) }
}

function fileOf({ uploadId, name, size }: UploadIntent): RemoteFile {
  return { id: uploadId, name, size, status: 'completed', raw: undefined }
}
