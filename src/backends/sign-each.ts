import { UploadError } from '../errors.ts'
import type { SignedUpload, UploadIntent } from '../model/upload-target.ts'

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
