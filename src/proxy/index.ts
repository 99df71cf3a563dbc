export { createProxyHandler, type ProxyHandler } from './handler.ts'
export type { ProxyHandlerOptions, ProxyHeaders, ProxyRoute } from './options.ts'
export { UploadError, uploadErrorCodes, type UploadErrorCode, type UploadErrorDetails } from '../errors.ts'
