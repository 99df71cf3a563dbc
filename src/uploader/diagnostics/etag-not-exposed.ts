import { UploadError, withoutQuery } from '../../errors.ts'

/** What to set right where a store's CORS rules hide the `ETag` of a part. */
export function etagNotExposedError(url: string): UploadError {
  const message =
    `The storage at ${withoutQuery(url)} hides the ETag header from this page; the server is asked for it instead. Add ` +
    '"ExposeHeaders": ["ETag"] to the bucket’s CORS configuration.'
  return new UploadError('etag-not-exposed', message, { url })
}
