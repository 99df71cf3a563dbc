import { SignRequest, type SignIntent } from '../../backends/s3/schemas.ts'
import type { SignResponse } from '../../backends/s3/wire.ts'
import type { RequestContext } from '../request-context.ts'
import { checkBatch } from '../assert-batch-size.ts'
import { cleanName, cleanPath } from '../clean-name.ts'
import { createFileId } from '../file-id.ts'
import { mapConcurrent } from '../map-concurrent.ts'
import { jsonResponse } from '../json-response.ts'
import { readJsonBody } from '../read-json-body.ts'
import { validateIntent } from '../validate-intent.ts'
import { createTarget } from '../create-target.ts'
import { toObjectMetadata } from '../file-record.ts'

/** Files at a time: one that goes in parts is a request to the store. */
const lanes = 16

/** `POST sign`: a target for each file, or why not, in its place. */
export async function signFiles(call: RequestContext): Promise<Response> {
  const { files } = await readJsonBody(call.request, SignRequest)
  checkBatch(files, call.settings)
  const now = Date.now()
  const uploads = await mapConcurrent(lanes, files, (intent) => signFile(call, intent, now))
  return jsonResponse({ uploads } satisfies SignResponse)
}

async function signFile(
  call: RequestContext,
  intent: SignIntent,
  now: number,
): Promise<SignResponse['uploads'][number]> {
  const { owned, settings } = call
  const { size, contentHash, checksum, preferredPartSize } = intent
  const contentType = intent.contentType.trim() || 'application/octet-stream'
  const record = {
    name: cleanName(intent.name),
    relativePath: intent.relativePath && cleanPath(intent.relativePath),
    contentHash,
    metadata: intent.metadata,
  }
  const metadata = toObjectMetadata(record)
  const refused = validateIntent({ name: record.name, size, contentType, metadata, checksum }, settings)
  if (refused) return { error: { code: refused.code, message: refused.message } }
  const key = createFileId(owned, record.name, now)
  return createTarget(call, { key, record, metadata, size, contentType, checksum, preferredPartSize })
}
