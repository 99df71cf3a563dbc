import type { SignedFile } from '../backends/s3/wire.ts'
import { fileKindOf } from '../model/file-kind.ts'
import type { RequestContext } from './request-context.ts'
import { createdAtOf } from './file-id.ts'
import { toPartsToken, type PartsToken } from './multipart-token.ts'

/** A multipart upload as `sign` and `reopen-parts` answer it. */
export function signedParts({ owned }: RequestContext, upload: PartsToken): SignedFile {
  const { key, size, contentType, partSize, checksum, record } = upload
  return {
    file: {
      id: key,
      ...record,
      size,
      contentType,
      kind: fileKindOf(contentType),
      status: 'pending',
      createdAt: createdAtOf(owned, key),
    },
    target: { type: 'multipart', resumeToken: toPartsToken(upload), partSize, checksum },
  }
}
