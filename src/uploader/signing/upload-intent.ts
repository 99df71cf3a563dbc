import type { Backend } from '../../backends/backend.ts'
import type { UploadIntent } from '../../model/upload-target.ts'
import { preferredPartSize } from '../multipart/part-size.ts'
import type { UploadCheckpoint } from '../run-upload.ts'
import type { Upload } from '../upload.ts'

// What is larger goes in parts where the signer binds digests: a part is hashed in one buffer.
const mostHashedBody = 16 * 1024 * 1024
// S3's smallest part: what is smaller never goes in parts.
const minMultipartSize = 5 * 1024 * 1024

/** Which digests are wanted before the file can be signed, and are not known yet. */
export function requiredHashes(
  { contentHash, checksum }: Backend,
  size: number,
  memory: UploadCheckpoint,
): { source: boolean; body: boolean } {
  return {
    source: contentHash !== undefined && memory.contentHash === undefined,
    body: checksum !== undefined && size <= mostHashedBody && memory.checksum === undefined,
  }
}

/** What the backend is asked to sign. */
export function toUploadIntent(
  { id: uploadId, name, size, contentType, relativePath, metadata }: Upload,
  { contentHash, checksum }: UploadCheckpoint,
  bytesPerMs: number | undefined,
): UploadIntent {
  return {
    uploadId,
    name,
    size,
    contentType,
    relativePath,
    metadata,
    ...(contentHash !== undefined && { contentHash: contentHash }),
    ...(checksum !== undefined && { checksum: checksum }),
    ...(size > minMultipartSize && { preferredPartSize: preferredPartSize(size, bytesPerMs) }),
  }
}
