import type { Backend } from '../../backends/backend.ts'
import { toUploadError, UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'
import { createBatcher } from '../../lib/batcher.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { TargetPrefetcher } from '../bulk/target-prefetcher.ts'

/** What the signer returned for one file, and when. */
export type SignResult = { result: SignedUpload | UploadError; at: number }

/** Signs these uploads in one call. */
export type SignAll = (
  intents: readonly UploadIntent[],
  signal?: AbortSignal,
) => Promise<readonly SignResult[]>

type SignerOptions = {
  /** Creates what signs uploads ahead of their turns; `undefined` while there is only one. */
  createPrefetcher(sign: SignAll): TargetPrefetcher | undefined
  /** Aborts a target that is not used. */
  abortUnused(signed: SignedUpload): void
}

/** Signs uploads in batches: one call takes all uploads that need a target in the same task. */
export function createSigner(backend: Backend, { createPrefetcher, abortUnused }: SignerOptions) {
  let prefetcher: TargetPrefetcher | undefined
  const signSoon = createBatcher<UploadIntent, SignResult>({
    maxSize: backend.maxBatchSize ?? 1,
    send: async (intents, signal) => (prefetcher ? prefetcher.signWithNext : signAll)(intents, signal),
  })

  async function signAll(intents: readonly UploadIntent[], signal?: AbortSignal) {
    // The call is not aborted: a multipart upload that it creates can be aborted only by the id in the response.
    const mayOpen = intents.some(({ preferredPartSize }) => preferredPartSize !== undefined)
    const results = await backend.sign(intents, { retries: 0, ...(!mayOpen && { signal }) })
    const at = Date.now()
    return intents.map((_, index) => ({ result: results[index] ?? missingResult(), at }))
  }

  function release(signed: SignResult | undefined) {
    if (signed && !(signed.result instanceof UploadError)) abortUnused(signed.result)
  }

  /** The result; released if the signal is aborted first. */
  async function receive<T extends SignResult | undefined>(
    promise: Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    try {
      return await raceAbort(promise, signal)
    } catch (thrown) {
      if (signal.aborted) {
        void promise.then(release, () => undefined)
        throw thrown
      }
      throw toUploadError(thrown)
    }
  }

  return {
    /**
     * A usable target. Rejects with an `UploadError`.
     *
     * @param onUrlExpired called when a prefetched target has expired and is signed again
     */
    async sign(intent: UploadIntent, signal: AbortSignal, onUrlExpired?: () => void): Promise<SignedUpload> {
      prefetcher ??= createPrefetcher(signAll)
      const early = prefetcher?.take(intent.uploadId)
      const ready = early?.settled ?? (early && (await receive(early.promise, signal)))
      if (signal.aborted) {
        release(ready)
        signal.throwIfAborted()
      }
      if (ready && prefetcher?.isUsable(ready)) return unwrap(ready)
      if (ready) {
        release(ready)
        onUrlExpired?.()
      }
      return unwrap(await receive(signSoon(intent, signal), signal))
    },
    /** Gives up a prefetched target. */
    forget(uploadId: string) {
      void prefetcher?.forget(uploadId).then(release)
    },
  }
}

function unwrap({ result }: SignResult): SignedUpload {
  if (result instanceof UploadError) throw result
  return result
}

function missingResult(): UploadError {
  return new UploadError(
    'invalid-response',
    'The backend did not sign every file: it returned too few results.',
  )
}
