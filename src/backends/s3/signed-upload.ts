import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, UploadTarget } from '../../model/upload-target.ts'
import type { S3Client } from './client.ts'
import { loadFiles } from './load-s3.ts'
import type { multipartTarget } from './multipart-target.ts'
import type { SignedFile, WireFile, WireTarget } from './wire.ts'

/** A signed file of the server as backends describe it. */
export function signedUpload(client: S3Client, { file, target }: SignedFile): SignedUpload {
  return { target: localTarget(client, target), file: remoteFile(client, file) }
}

/** A file of the server as backends describe it. */
export function remoteFile({ toLocalTime }: Pick<S3Client, 'toLocalTime'>, file: WireFile): RemoteFile {
  return { ...file, urlExpiresAt: file.urlExpiresAt && toLocalTime(file.urlExpiresAt), raw: file }
}

function localTarget(client: S3Client, target: WireTarget): UploadTarget {
  switch (target.type) {
    case 'put':
    case 'post':
      return { ...target, expiresAt: target.expiresAt && client.toLocalTime(target.expiresAt) }
    case 'multipart':
      return lazyMultipartTarget(client, target)
    case 'none':
      return target
    default:
      return target satisfies never
  }
}

/** A multipart target whose code is loaded beside the first request. */
function lazyMultipartTarget(
  client: S3Client,
  target: Extract<WireTarget, { type: 'multipart' }>,
): Extract<UploadTarget, { type: 'multipart' }> {
  let loaded: ReturnType<typeof multipartTarget> | undefined
  const load = async () => {
    const code = await loadFiles()
    return (loaded ??= code.multipartTarget(client, target))
  }
  load().catch(() => undefined)
  return {
    ...target,
    signParts: async (...args) => (await load()).signParts(...args),
    listParts: async (...args) => (await load()).listParts(...args),
    complete: async (...args) => (await load()).complete(...args),
    abort: async (...args) => (await load()).abort(...args),
  }
}
