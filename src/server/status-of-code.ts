import type { UploadErrorCode } from '../errors.ts'

/** The HTTP status that a failure is answered with, where it does not bring its own. */
export function statusOfCode(code: UploadErrorCode): number {
  switch (code) {
    case 'unauthorized':
      return 401
    case 'forbidden':
      return 403
    case 'not-found':
      return 404
    case 'conflict':
    case 'unsupported':
    case 'processing-failed':
      return 409
    case 'too-large':
      return 413
    case 'content-type':
      return 415
    case 'rate-limited':
      return 429
    case 'server-error':
      return 500
    default:
      return 400
  }
}
