export { assuredBackend, type AssuredBackend } from './backend.ts'
export {
  createAssuredClient,
  type AssuredClient,
  type AssuredClientOptions,
  type AssuredLogin,
  type AssuredUploadForm,
  type AssuredUploadOptions,
} from './client.ts'
export type { FileRecord as AssuredFileRecord, StorageMetadata as AssuredStorageMetadata } from './schemas.ts'
