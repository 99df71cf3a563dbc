import { UploadError } from '../errors.ts'
import type { SignedUpload, UploadIntent } from '../model/upload-target.ts'

/**
 * `Backend.sign` for a wire that signs one file a call: what fails for one file is an error in its place, an
 * abort ends them all.
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
