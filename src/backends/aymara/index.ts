export { aymaraBackend, type AymaraBackend, type AymaraBackendOptions } from './backend.ts'
export { createAymaraClient, type AymaraClient, type AymaraClientOptions } from './client.ts'
export type { AymaraFileToCreate, AymaraListQuery } from './files.ts'
export type { AymaraFilesCall, AymaraFilesPage } from './files-page.ts'
export type {
  AymaraCreated,
  AymaraFileDetail,
  AymaraFileFrames,
  AymaraFileStatus,
  AymaraFileUpload,
} from './schemas.ts'
