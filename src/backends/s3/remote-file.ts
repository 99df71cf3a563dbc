import type { RemoteFile } from '../../model/remote-file.ts'
import type { S3Client } from './client.ts'
import type { WireFile } from './schemas.ts'

/** A file as backends tell it. */
export function remoteFile({ toLocalTime }: S3Client, file: WireFile): RemoteFile {
  return { ...file, urlExpiresAt: file.urlExpiresAt && toLocalTime(file.urlExpiresAt), raw: file }
}
