import { UploadError } from '../errors.ts'
import { isPageOrigin } from '../lib/origin.ts'
import type { SignedUpload, UploadIntent } from '../model/upload-target.ts'

// What the backends of the vendors' APIs share.

/**
 * `Backend.sign` for an API that signs one file per call: an error of one file is returned at its index, an abort
 * rejects them all.
 */
export function signEach(
  intents: readonly UploadIntent[],
  signOne: (intent: UploadIntent) => Promise<SignedUpload>,
): Promise<readonly (SignedUpload | UploadError)[]> {
  return Promise.all(
    intents.map((intent) =>
      signOne(intent).catch((thrown: unknown) => {
        if (thrown instanceof UploadError && thrown.code !== 'aborted') return thrown
        throw thrown
      }),
    ),
  )
}

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
