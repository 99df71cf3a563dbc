import type { Checksum } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import type { S3Client } from './client.ts'
import { loadS3 } from './load-s3.ts'
import type { S3Methods } from './methods.ts'

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
  let methods: S3Methods | undefined
  const load = async () => (methods ??= (await loadS3()).createS3Methods(client, maxBatchSize))

  return {
    name: 's3',
    scope: client.baseUrl,
    checksum,
    maxBatchSize,
    sign: async (...args) => (await load()).sign(...args),
    resume: async (...args) => (await load()).resume(...args),
    confirm: async (...args) => (await load()).confirm(...args),
    status: async (...args) => (await load()).status(...args),
    get: async (...args) => (await load()).get(...args),
    list: async (...args) => (await load()).list(...args),
    remove: async (...args) => (await load()).remove(...args),
    frames: async (...args) => (await load()).frames(...args),
  }
}
