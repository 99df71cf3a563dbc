import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { createCheck } from './create-check.ts'
import { respond, type Incoming, type Outgoing } from './incoming.ts'
import { parseForm } from './parse-form.ts'
import { readBody } from './read-body.ts'
import type { Run } from './run.ts'

const cors = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'ETag, Retry-After',
}
const preflight = {
  ...cors,
  'access-control-allow-methods': 'PUT, POST, GET, DELETE',
  'access-control-allow-headers': '*, content-type',
  'access-control-max-age': '600',
}
const xml = { ...cors, 'content-type': 'application/xml' }

/** The wire of S3, as much of it as uploads need, with nothing behind it: bytes are compared and dropped. */
export function createStore(current: () => Run) {
  return async (req: Incoming, res: Outgoing): Promise<void> => {
    const run = current()
    const { log, network } = run
    log.opened()
    res.on('close', () => log.closed())
    await sleep(network.roundTripMs)
    if (req.method === 'OPTIONS') {
      log.preflight()
      respond(res, 204, '', preflight)
      return
    }
    const { pathname, searchParams: query } = new URL(req.url ?? '/', 'http://store')
    const name = decodeURIComponent(pathname.slice(1))
    const uploadId = query.get('uploadId')
    if (req.method === 'POST' && query.has('uploads')) await createUpload(req, res, run, name, query)
    else if (req.method === 'POST' && uploadId !== null) await completeUpload(req, res, run, uploadId)
    else if (req.method === 'POST') await postFile(req, res, run)
    else if (req.method === 'PUT' && uploadId !== null) await putPart(req, res, run, uploadId, query)
    else if (req.method === 'PUT') await putFile(req, res, run, name, query.get('nonce') ?? '')
    else respond(res, 204, '', cors)
  }
}

async function putFile(req: Incoming, res: Outgoing, run: Run, name: string, nonce: string) {
  if (run.isExpired(nonce)) {
    await readBody(req, run.network.bytesPerSecond, () => undefined)
    respond(res, 403, errorXml('AccessDenied', 'Request has expired'), xml)
    return
  }
  if (await misbehave(req, res, run, name)) return

  const check = createCheck(name)
  await readBody(req, run.network.bytesPerSecond, (chunk) => check.take(chunk))
  finish(res, run, name, check, 200)
}

async function postFile(req: Incoming, res: Outgoing, run: Run) {
  const chunks: Buffer[] = []
  await readBody(req, run.network.bytesPerSecond, (chunk) => chunks.push(chunk))
  const { fields, file } = parseForm(Buffer.concat(chunks))
  const name = fields.get('key') ?? ''
  const check = createCheck(name)
  check.take(file)
  finish(res, run, name, check, 204)
}

function finish(
  res: Outgoing,
  { log }: Run,
  name: string,
  check: ReturnType<typeof createCheck>,
  status: number,
) {
  const isRight = check.isRight() && check.size() === log.sizeOf(name)
  log.arrived(name, isRight)
  log.responded(name)
  if (isRight) log.store(name)
  respond(res, status, '', { ...cors, etag: '"0"' })
}

/** What a file's first attempt meets with. Returns whether the request is dealt with. */
async function misbehave(req: Incoming, res: Outgoing, run: Run, name: string): Promise<boolean> {
  const fault = run.faultOf(name)
  if (!fault || fault === 'expired') return false
  const before = run.attempt(name)
  // Browsers send a request again by themselves when a connection that was used before breaks: that is no attempt.
  if (before > (fault === 'reset' ? 1 : 0)) return false
  if (fault === 'busy') {
    await readBody(req, undefined, () => undefined)
    respond(res, 503, errorXml('SlowDown', 'Please reduce your request rate.'), {
      ...xml,
      'retry-after': '1',
    })
  }
  if (fault === 'reset') {
    const half = (run.log.sizeOf(name) ?? 0) / 2
    let read = 0
    req.on('data', (chunk: Buffer) => {
      read += chunk.length
      if (read >= half) req.socket.destroy()
    })
  }
  // A stalled request is never read and gets no response.
  return true
}

async function createUpload(req: Incoming, res: Outgoing, run: Run, name: string, query: URLSearchParams) {
  await readBody(req, undefined, () => undefined)
  const uploadId = randomUUID()
  run.uploads.set(uploadId, { name, partSize: Number(query.get('partSize')), sizes: new Map() })
  const result = `<Key>${name}</Key><UploadId>${uploadId}</UploadId>`
  respond(res, 200, `<InitiateMultipartUploadResult>${result}</InitiateMultipartUploadResult>`, xml)
}

async function putPart(req: Incoming, res: Outgoing, run: Run, uploadId: string, query: URLSearchParams) {
  const number = Number(query.get('partNumber'))
  const upload = run.uploads.get(uploadId)
  if (!upload) {
    await readBody(req, undefined, () => undefined)
    respond(res, 404, errorXml('NoSuchUpload', 'There is no such upload.'), xml)
    return
  }
  const { name, partSize, sizes } = upload
  const offset = (number - 1) * partSize
  const check = createCheck(name, offset)
  await readBody(req, run.network.bytesPerSecond, (chunk) => check.take(chunk))

  const expected = Math.min(partSize, (run.log.sizeOf(name) ?? 0) - offset)
  const piece = `${uploadId} ${number}`
  const isRight = check.isRight() && check.size() === expected
  run.log.arrived(piece, isRight)
  run.log.responded(piece)
  if (isRight) sizes.set(number, check.size())
  respond(res, 200, '', { ...cors, etag: `"${number}"` })
}

async function completeUpload(req: Incoming, res: Outgoing, run: Run, uploadId: string) {
  await readBody(req, undefined, () => undefined)
  const name = completeParts(run, uploadId)
  if (name === undefined) {
    respond(res, 400, errorXml('InvalidPart', 'Some part is not there.'), xml)
    return
  }
  const result = `<Location>/${name}</Location><Key>${name}</Key><ETag>"0"</ETag>`
  respond(res, 200, `<CompleteMultipartUploadResult>${result}</CompleteMultipartUploadResult>`, xml)
}

/** Makes one file of the parts. Returns its name, or nothing where bytes are missing. */
export function completeParts(run: Run, uploadId: string): string | undefined {
  const upload = run.uploads.get(uploadId)
  if (!upload) return undefined
  const bytes = [...upload.sizes.values()].reduce((sum, size) => sum + size, 0)
  if (bytes !== run.log.sizeOf(upload.name)) return undefined
  run.log.store(upload.name)
  return upload.name
}

function errorXml(code: string, message: string): string {
  return `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
}
