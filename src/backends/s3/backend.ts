import type { Checksum } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import type { S3Client } from './client.ts'
import type { S3FileMethods } from './files.ts'
import { loadFiles, loadUploads } from './load-s3.ts'
import type { S3UploadMethods } from './uploads.ts'

/** Options of `s3Backend`. */
export type S3BackendOptions = {
  /** The `checksum` of the server's `createUploadHandler`, if it has one. @default none */
  checksum?: Checksum | undefined
  /** Files in one `sign` or `confirm` call: at most the server's `maxBatchSize`. @default 200 */
  maxBatchSize?: number | undefined
}

/** A backend with every method that `react-presigned/server` supports. */
export type S3Backend = Backend &
  Required<Pick<Backend, 'resume' | 'confirm' | 'status' | 'get' | 'list' | 'remove' | 'frames'>>

/**
 * The backend of `react-presigned/server`. Files that are confirmed while a `confirm` call is in flight are sent in one
 * batch after it.
 *
 * @example
 * const backend = s3Backend(createS3Client({ baseUrl: '/api/files' }))
 */
export function s3Backend(
  client: S3Client,
  { checksum, maxBatchSize = 200 }: S3BackendOptions = {},
): S3Backend {
  let uploads: S3UploadMethods | undefined
  let files: S3FileMethods | undefined
  const forUploads = async () => (uploads ??= (await loadUploads()).createUploadMethods(client, maxBatchSize))
  const forFiles = async () => (files ??= (await loadFiles()).createFileMethods(client))

  return {
    name: 's3',
    scope: client.baseUrl,
    checksum,
    maxBatchSize,
    sign: async (...args) => (await forUploads()).sign(...args),
    resume: async (...args) => (await forFiles()).resume(...args),
    confirm: async (...args) => (await forUploads()).confirm(...args),
    status: async (...args) => (await forFiles()).status(...args),
    get: async (...args) => (await forFiles()).get(...args),
    list: async (...args) => (await forFiles()).list(...args),
    remove: async (...args) => (await forFiles()).remove(...args),
    frames: async (...args) => (await forFiles()).frames(...args),
  }
}
