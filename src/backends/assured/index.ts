export { assuredBackend, type AssuredBackend } from './backend.ts'
export {
  createAssuredClient,
  type AssuredClient,
  type AssuredClientOptions,
  type AssuredLogin,
} from './client.ts'
export type { AssuredUploadForm, AssuredUploadOptions } from './upload-form.ts'
export type { FileRecord as AssuredFileRecord, StorageMetadata as AssuredStorageMetadata } from './schemas.ts'
