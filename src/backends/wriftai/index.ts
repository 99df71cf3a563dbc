export { wriftaiBackend, type WriftaiBackendOptions } from './backend.ts'
export {
  createWriftaiClient,
  type WriftaiClient,
  type WriftaiClientOptions,
  type WriftaiUploadOptions,
} from './client.ts'
export type { CreateFileUrlsParams, FileResource, FileUrls } from './schemas.ts'
