import type { Backend } from '../../backends/backend.ts'
import type { Checksum, UploadIntent } from '../../model/upload-target.ts'
import type { UploadMemory } from '../checkpoint.ts'
import type { Upload } from '../upload.ts'

/** Bytes up to which files are never uploaded in parts: S3's smallest part. */
export const minMultipartSize: number = 5 * 1024 * 1024

// A larger file is uploaded in parts where the signer binds checksums: a single request is hashed in one buffer.
const maxChecksumSize = 16 * 1024 * 1024

/** The digests that are needed before the file can be signed, and are not known yet. */
export function requiredDigests(
  { contentHash, checksum }: Backend,
  size: number,
  digests: UploadMemory['digests'],
): readonly Checksum[] {
  const required = new Set<Checksum>()
  if (contentHash !== undefined) required.add(contentHash)
  if (checksum !== undefined && size <= maxChecksumSize) required.add(checksum)
  return [...required].filter((algorithm) => digests[algorithm] === undefined)
}

/**
 * What the backend is asked to sign. Digests are those that this very backend asks for, by algorithm.
 *
 * @param preferredPartSize bytes of a part, for files above `minMultipartSize`
 */
export function toUploadIntent(
  backend: Backend,
  { id: uploadId, name, size, contentType, relativePath, metadata }: Upload,
  digests: UploadMemory['digests'],
  preferredPartSize: number | undefined,
): UploadIntent {
  const contentHash = backend.contentHash && digests[backend.contentHash]
  const checksum = backend.checksum && size <= maxChecksumSize ? digests[backend.checksum] : undefined
  return {
    uploadId,
    name,
    size,
    contentType,
    relativePath,
    metadata,
    ...(contentHash !== undefined && { contentHash }),
    ...(checksum !== undefined && { checksum }),
    ...(preferredPartSize !== undefined && { preferredPartSize }),
  }
}
