export { createProxyHandler, type ProxyHandler } from './create-proxy-handler.ts'
export type { ProxyHandlerOptions, ProxyRoute } from './proxy-handler-options.ts'
export { UploadError, uploadErrorCodes, type UploadErrorCode, type UploadErrorDetails } from '../errors.ts'
