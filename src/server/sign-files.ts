import { SignRequest, type SignIntent, type SignResponse } from '../backends/s3/schemas.ts'
import type { Call } from './call.ts'
import { checkBatch } from './check-batch.ts'
import { cleanName, cleanPath } from './clean-name.ts'
import { mintFileId } from './file-id.ts'
import { inParallel } from './in-parallel.ts'
import { jsonResponse } from './json-response.ts'
import { readJsonBody } from './read-json-body.ts'
import { refuseIntent } from './refuse-intent.ts'
import { reserveTarget } from './reserve-target.ts'
import { toObjectMetadata } from './file-record.ts'

/** Files at a time: one that goes in parts is a request to the store. */
const lanes = 16

/** `POST sign`: a target for each file, or why not, in its place. */
export async function signFiles(call: Call): Promise<Response> {
  const { files } = await readJsonBody(call.request, SignRequest)
  checkBatch(files, call.settings)
  const now = Date.now()
  const uploads = await inParallel(lanes, files, (intent) => signFile(call, intent, now))
  return jsonResponse({ uploads } satisfies SignResponse)
}

async function signFile(
  call: Call,
  intent: SignIntent,
  now: number,
): Promise<SignResponse['uploads'][number]> {
  const { owned, settings } = call
  const { size, sourceHash, bodyHash, preferredPartSize } = intent
  const contentType = intent.contentType.trim() || 'application/octet-stream'
  const record = {
    name: cleanName(intent.name),
    relativePath: intent.relativePath && cleanPath(intent.relativePath),
    sourceHash,
    metadata: intent.metadata,
  }
  const metadata = toObjectMetadata(record)
  const refused = refuseIntent({ name: record.name, size, contentType, metadata, bodyHash }, settings)
  if (refused) return { error: { code: refused.code, message: refused.message } }
  const key = mintFileId(owned, record.name, now)
  return reserveTarget(call, { key, record, metadata, size, contentType, bodyHash, preferredPartSize })
}
