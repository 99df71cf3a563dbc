import type { Backend } from '../../backends/backend.ts'
import { toUploadError, UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'
import { createBatcher } from '../../lib/batcher.ts'
import { getExpiry, isUsable } from '../../lib/url-expiry.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import { createPrefetchWindow } from './prefetch-window.ts'

// Larger files are signed at their turn: a round trip hardly matters to them, most multipart uploads are open at the
// store from the moment they are signed, and by then the speed is known, which the part size follows.
const maxPrefetchedSize = 16 * 1024 * 1024

/** What the signer returned for one file, and when. */
type SignResult = { result: SignedUpload | UploadError; at: number }

type PrefetchedTarget = {
  size: number
  /** `undefined` where the whole call failed: it is repeated at the upload's turn. */
  promise: Promise<SignResult | undefined>
  resolve(result: SignResult | undefined): void
  settled: SignResult | undefined
}

type SignBatcherOptions = {
  /** Ids of the next uploads, in the order of their turns. */
  upcoming(): Iterable<string>
  /** What one of them will ask for; `undefined` if it needs nothing from this backend. */
  intentOf(uploadId: string): UploadIntent | undefined
  /** Throughput of all connections; `Infinity` until it is known. */
  bytesPerMs(): number
  /** Aborts a target that is not used. */
  abortUnused(signed: SignedUpload): void
}

/**
 * Signs uploads in batches: one call takes all uploads that need a target in the same task and, up to the backend's batch
 * size, the next ones of the queue, whose targets are kept until their turn. When half of them are used, the next call is
 * made, so that no upload waits for it; never further ahead than the URLs live.
 */
export function createSignBatcher(
  backend: Backend,
  { upcoming, intentOf, bytesPerMs, abortUnused }: SignBatcherOptions,
) {
  const maxSize = backend.maxBatchSize ?? 1
  // The next batch, and what is left of the one before.
  const maxPrefetched = 1.5 * maxSize
  const limits = createPrefetchWindow()
  // Copied with each batch: V8 chains the old hash tables of a Map whose entries come and go, and with them all values.
  let prefetched = new Map<string, PrefetchedTarget>()
  const signSoon = createBatcher<UploadIntent, SignResult>({ maxSize, send: signWithNext })

  async function sign(
    intents: readonly UploadIntent[],
    signal?: AbortSignal,
  ): Promise<readonly SignResult[]> {
    // What such a call opens at the store can only be aborted after its response.
    const mayOpen = intents.some(({ preferredPartSize }) => preferredPartSize !== undefined)
    const results = await backend.sign(intents, { retries: 0, ...(!mayOpen && { signal }) })
    const at = Date.now()
    limits.setLifetime(Math.min(...results.map(expiryOf)) - at)
    return intents.map((_, index) => ({ result: results[index] ?? missingResult(), at }))
  }

  async function signWithNext(intents: readonly UploadIntent[], signal: AbortSignal) {
    const next = takeNext(maxSize - intents.length, intents)
    const signing = sign([...intents, ...next], signal)
    settlePrefetched(next, signing, intents.length)
    return signing
  }

  function settlePrefetched(
    intents: readonly UploadIntent[],
    signing: Promise<readonly SignResult[]>,
    start: number,
  ) {
    const targets = intents.map(({ uploadId }) => prefetched.get(uploadId))
    const settle = (results?: readonly SignResult[]) => {
      targets.forEach((target, index) => target?.resolve(results?.[start + index]))
    }
    signing.then(settle, () => settle())
  }

  /** The next uploads of the queue that have no target, at most `maxCount`; they are prefetched from here on. */
  function takeNext(maxCount: number, current: readonly UploadIntent[]): readonly UploadIntent[] {
    const room = Math.min(maxCount, Math.min(maxPrefetched, limits.maxTargets()) - prefetched.size)
    const next: UploadIntent[] = []
    if (room <= 0) return next
    const signing = new Set(current.map(({ uploadId }) => uploadId))
    prefetched = new Map(prefetched)
    let bytes = limits.maxBytes(bytesPerMs())
    for (const { size } of prefetched.values()) bytes -= size
    let large = 0
    for (const uploadId of upcoming()) {
      if (next.length >= room) break
      if (signing.has(uploadId) || prefetched.has(uploadId)) continue
      const intent = intentOf(uploadId)
      if (!intent) continue
      if (intent.size > maxPrefetchedSize) {
        // More of them than there are slots for large files: no small ones follow.
        if (large++ > room / 2) break
        continue
      }
      bytes -= intent.size
      if (bytes < 0) break
      prefetched.set(uploadId, createPrefetched(intent.size))
      next.push(intent)
    }
    return next
  }

  /** When half of the prefetched targets are used, the next ones are signed. */
  function prefetchMore() {
    if (maxSize < 2 || prefetched.size > maxSize / 2 || prefetched.size === 0) return
    const next = takeNext(maxSize, [])
    if (next.length > 0) settlePrefetched(next, sign(next), 0)
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
      throw toUploadError(thrown, 'server-error', 'The upload could not be signed. Try again.')
    }
  }

  return {
    /**
     * A usable target. Rejects with an `UploadError`.
     *
     * @param onUrlExpired called when a prefetched target has expired and is signed again
     */
    async sign(intent: UploadIntent, signal: AbortSignal, onUrlExpired?: () => void): Promise<SignedUpload> {
      const early = prefetched.get(intent.uploadId)
      // From here on `forget` means another one.
      prefetched.delete(intent.uploadId)
      const ready = early?.settled ?? (early && (await receive(early.promise, signal)))
      if (signal.aborted) {
        release(ready)
        signal.throwIfAborted()
      }
      limits.onUse()
      if (early) prefetchMore()
      if (ready && isUsable(expiryOf(ready.result), ready.at)) return unwrap(ready)
      if (ready) {
        release(ready)
        onUrlExpired?.()
      }
      return unwrap(await receive(signSoon(intent, signal), signal))
    },
    /** Gives up a prefetched target. */
    forget(uploadId: string) {
      const target = prefetched.get(uploadId)
      prefetched.delete(uploadId)
      void target?.promise.then(release)
    },
  }
}

function createPrefetched(size: number): PrefetchedTarget {
  let fulfil: (result: SignResult | undefined) => void = () => undefined
  const promise = new Promise<SignResult | undefined>((resolve) => {
    fulfil = resolve
  })
  const target: PrefetchedTarget = {
    size,
    promise,
    settled: undefined,
    resolve(result) {
      target.settled = result
      fulfil(result)
    },
  }
  return target
}

function unwrap({ result }: SignResult): SignedUpload {
  if (result instanceof UploadError) throw result
  return result
}

/** When the target's URL expires, in milliseconds by this machine's clock; `Infinity` if it does not say. */
function expiryOf(result: SignedUpload | UploadError): number {
  if (result instanceof UploadError) return Infinity
  const { target } = result
  return target.type === 'put' || target.type === 'post' ? getExpiry(target) : Infinity
}

function missingResult(): UploadError {
  return new UploadError(
    'invalid-response',
    'The backend did not sign every file: it returned too few results.',
  )
}
