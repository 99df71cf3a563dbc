// The part of the s3 backend that is loaded with the first call.
export { createS3Api } from './api.ts'
export { createS3Methods } from './methods.ts'
