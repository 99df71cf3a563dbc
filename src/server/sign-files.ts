import { SignRequest, type SignIntent, type SignResponse } from '../backends/s3/schemas.ts'
import { UploadError } from '../errors.ts'
import { fileKindOf } from '../model/file-kind.ts'
import type { Call } from './call.ts'
import { cleanName, cleanPath } from './clean-name.ts'
import { createdAtOf, mintFileId } from './file-id.ts'
import { toObjectMetadata } from './file-record.ts'
import { jsonResponse } from './json-response.ts'
import { readJsonBody } from './read-json-body.ts'
import { refuseIntent } from './refuse-intent.ts'
import { signPost, signPut } from './sign-target.ts'

/** `POST sign`: a target for each file, or why not, in its place. */
export async function signFiles(call: Call): Promise<Response> {
  const { files } = await readJsonBody(call.request, SignRequest)
  const { maxFilesPerSign } = call.settings
  if (files.length > maxFilesPerSign) {
    const message = `${files.length} files at once; at most ${maxFilesPerSign} are signed in one call. Ask in several.`
    throw new UploadError('too-many-files', message, { status: 400 })
  }
  const now = Date.now()
  const uploads = await Promise.all(files.map((intent) => signFile(call, intent, now)))
  return jsonResponse({ uploads } satisfies SignResponse)
}

async function signFile(
  call: Call,
  intent: SignIntent,
  now: number,
): Promise<SignResponse['uploads'][number]> {
  const { owned, settings } = call
  const { size, sourceHash } = intent
  const contentType = intent.contentType.trim() || 'application/octet-stream'
  const record = {
    name: cleanName(intent.name),
    relativePath: intent.relativePath && cleanPath(intent.relativePath),
    sourceHash,
    metadata: intent.metadata,
  }
  const metadata = toObjectMetadata(record)
  const refused = refuseIntent({ name: record.name, size, contentType, metadata }, settings)
  if (refused) return { error: { code: refused.code, message: refused.message } }

  const id = mintFileId(owned, record.name, now)
  const sign = settings.via === 'post' ? signPost : signPut
  const target = await sign(settings.signer, {
    bucket: settings.bucket,
    key: id,
    contentType,
    size,
    metadata,
    signedFor: settings.signedForSeconds,
  })
  const kind = fileKindOf(contentType)
  const file = {
    id,
    ...record,
    size,
    contentType,
    kind,
    status: 'pending' as const,
    createdAt: createdAtOf(owned, id),
  }
  return { file, target }
}
