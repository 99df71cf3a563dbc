import { UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'
import type { SignedUpload } from '../../model/upload-target.ts'
import { abortUnusedTarget } from './abort-unused-target.ts'
import { getExpiry } from '../../lib/url-expiry.ts'

/** What a signer said of one file, and when. */
export type Handed = { result: SignedUpload | UploadError; at: number }

/** The target itself; throws where the signer refused. */
export function signed({ result }: Handed): SignedUpload {
  if (result instanceof UploadError) throw result
  return result
}

/** Gives it up where nobody will use it. */
export function returned(handed: Handed | undefined) {
  if (handed && !(handed.result instanceof UploadError)) abortUnusedTarget(handed.result)
}

/** What is coming; given back where whoever waits for it leaves first. */
export async function received<T extends Handed | undefined>(
  coming: Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await raceAbort(coming, signal)
  } catch (thrown) {
    if (signal.aborted) void coming.then(returned, () => undefined)
    throw thrown
  }
}

/** When it dies, by this machine's clock. Milliseconds; `Infinity` where it does not say. */
export function deathOfResult(result: SignedUpload | UploadError): number {
  if (result instanceof UploadError) return Infinity
  const { target } = result
  return target.type === 'none' || target.type === 'multipart' ? Infinity : getExpiry(target)
}
