import { UploadError } from '../../errors.ts'

/** Why no bytes are sent to the URL of a target. */
export function toTargetError(url: string, isHttp: boolean): UploadError {
  const message = isHttp
    ? "The backend signed a URL at this page's own origin, to which the browser sends the page's cookies. Uploads go " +
      'there only if the backend itself is at this origin. Sign URLs of the storage.'
    : "The backend signed a URL that isn't absolute, or neither http: nor https:. Sign absolute URLs of the storage."
  return new UploadError('invalid-response', message, isHttp ? { url } : {})
}
