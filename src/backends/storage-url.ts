import { UploadError } from '../errors.ts'
import { isPageOrigin } from '../lib/page-origin.ts'

/**
 * The error of an upload URL that a vendor's API returned and that is not one of a storage. A vendor must not direct a
 * page's request to that page's own origin, to which the browser sends its cookies.
 */
export function storageUrlError(url: string): UploadError | undefined {
  if (/^https?:\/\//i.test(url) && !isPageOrigin(url)) return undefined
  const message = "The API returned an upload URL that isn't one of a storage. Contact the API's operator."
  return new UploadError('invalid-response', message)
}

/** The URL, if it is one of a storage. Throws its error otherwise. */
export function storageUrl(url: string): string {
  const error = storageUrlError(url)
  if (error) throw error
  return url
}
