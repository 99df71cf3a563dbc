export { perseusBackend, type PerseusBackend, type PerseusBackendOptions } from './backend.ts'
export {
  createPerseusClient,
  type PerseusClient,
  type PerseusClientOptions,
  type PerseusQuery,
} from './client.ts'
export type { PerseusCreated, PerseusFile } from './schemas.ts'
export type { PerseusUploadOptions } from './upload-file.ts'
export type { PerseusWaitOptions } from './wait-for-file.ts'
