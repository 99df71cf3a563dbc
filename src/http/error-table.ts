import type { UploadErrorCode } from '../errors.ts'

/** Who responded: an API, or the storage that takes the bytes. */
export type Responder = 'server' | 'storage'

/** The error code that an HTTP status stands for. */
export function codeOfStatus(status: number): UploadErrorCode {
  switch (status) {
    case 401:
      return 'unauthorized'
    case 403:
      return 'forbidden'
    case 404:
    case 410:
      return 'not-found'
    case 408:
      return 'timeout'
    case 409:
      return 'conflict'
    case 413:
      return 'too-large'
    case 415:
      return 'content-type'
    case 425:
    case 429:
      return 'rate-limited'
    case 501:
      return 'unsupported'
    default:
      return status >= 400 && status < 500 ? 'bad-request' : 'server-error'
  }
}

/** What happened and what to do about it. `label` is the status, with the storage's own code where it sent one. */
export function messageOfCode(code: UploadErrorCode, responder: Responder, label: string): string {
  const isStorage = responder === 'storage'
  switch (code) {
    case 'unauthorized':
      return isStorage
        ? `The storage refused the upload (${label}).`
        : `The server requires authentication (${label}). Sign in again and retry.`
    case 'forbidden':
      return isStorage
        ? `The storage refused the upload (${label}).`
        : `The server denied access (${label}). Ask its administrator for permission.`
    case 'url-expired':
      return `The presigned URL has expired (${label}). Try again: a new URL will be signed.`
    case 'not-found':
      return isStorage
        ? `The storage has no such bucket or upload (${label}). Check the bucket name in the signing server's configuration.`
        : `The server has nothing at this address (${label}). Check the client's baseUrl and the file's id.`
    case 'timeout':
      return isStorage
        ? `The storage stopped waiting for the bytes (${label}). Check the connection and try again.`
        : `The server stopped waiting for the request (${label}). Check the connection and try again.`
    case 'conflict':
      return isStorage
        ? `Another request changed the object at the same time (${label}). Try again.`
        : `The request conflicts with the file's current state (${label}). Reload and try again.`
    case 'too-large':
      return isStorage
        ? `The file is larger than the storage allows (${label}). Choose a smaller file.`
        : `The request is larger than the server allows (${label}). Send less.`
    case 'content-type':
      return isStorage
        ? `The storage doesn't support this content type (${label}). Choose another file.`
        : `The server doesn't support this content type (${label}). Choose another file.`
    case 'checksum':
      return `The upload was corrupted in transit (checksum mismatch, ${label}). Try again.`
    case 'rate-limited':
      return `The ${responder} is busy (rate limited, ${label}). Wait a moment and try again.`
    case 'unsupported':
      return isStorage
        ? `The storage doesn't support this kind of upload (${label}). Sign another kind of target.`
        : `The server doesn't support this operation (${label}). Use another backend or server.`
    case 'bad-request':
      return `The ${responder} rejected the request as invalid (${label}). See the error's cause.`
    default:
      return `The ${responder} failed (${label}). Try again. If the problem persists, contact the ${responder}'s administrator.`
  }
}

/** A text without the queries of URLs in it: those of presigned URLs are secrets. */
export function withoutQueries(text: string): string {
  return text.replace(/\?[^\s"'<>?]*=[^\s"'<>]*/g, '')
}
