import type { Backend } from '../backends/backend.ts'
import type { UploadIntent } from '../model/upload-target.ts'
import { preferredPartSize } from './part-size.ts'
import type { TripMemory } from './trip.ts'
import type { Upload } from './upload.ts'

// What is larger goes in parts where the signer binds digests: a part is hashed in one buffer.
const mostHashedBody = 16 * 1024 * 1024
// S3's smallest part: what is smaller never goes in parts.
const leastInParts = 5 * 1024 * 1024

/** Which digests are wanted before the file can be signed, and are not known yet. */
export function wantedHashes(
  { sourceHash, bodyHash }: Backend,
  size: number,
  memory: TripMemory,
): { source: boolean; body: boolean } {
  return {
    source: sourceHash !== undefined && memory.sourceHash === undefined,
    body: bodyHash !== undefined && size <= mostHashedBody && memory.bodyHash === undefined,
  }
}

/** What the backend is asked to sign. */
export function intentOf(
  { id: uploadId, name, size, contentType, relativePath, metadata }: Upload,
  { sourceHash, bodyHash }: TripMemory,
  bytesPerMs: number | undefined,
): UploadIntent {
  return {
    uploadId,
    name,
    size,
    contentType,
    relativePath,
    metadata,
    ...(sourceHash !== undefined && { sourceHash }),
    ...(bodyHash !== undefined && { bodyHash }),
    ...(size > leastInParts && { preferredPartSize: preferredPartSize(size, bytesPerMs) }),
  }
}
