import { UploadError } from '../../errors.ts'
import { getExpiry, isUsable } from '../../lib/url-expiry.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { SignResult } from '../signing/signer.ts'
import { createPrefetchWindow } from './prefetch-window.ts'

// Larger files are signed at their turn: a round trip hardly matters to them, most multipart uploads are open at the
// store from the moment they are signed, and by then the speed is known, which the part size follows.
const maxPrefetchedSize = 16 * 1024 * 1024

type PrefetchedTarget = {
  size: number
  /** `undefined` where the whole call failed: it is repeated at the upload's turn. */
  promise: Promise<SignResult | undefined>
  resolve(result: SignResult | undefined): void
  settled: SignResult | undefined
}

type TargetPrefetcherOptions = {
  /** Files in one call. */
  maxSize: number
  sign(intents: readonly UploadIntent[], signal?: AbortSignal): Promise<readonly SignResult[]>
  /** Ids of the next uploads, in the order of their turns. */
  upcoming(): Iterable<string>
  /** What one of them will ask for; `undefined` if it needs nothing from this backend. */
  intentOf(uploadId: string): UploadIntent | undefined
  /** Throughput of all connections; `Infinity` until it is known. */
  bytesPerMs(): number
}

/** Signs targets ahead of their turns. */
export type TargetPrefetcher = ReturnType<typeof createTargetPrefetcher>

/**
 * Fills each call to the signer with the next uploads of the queue, up to the backend's batch size, and keeps their
 * targets until their turn. When half of them are used, the next call is made, so that no upload waits for it; never
 * further ahead than the URLs live.
 */
export function createTargetPrefetcher(options: TargetPrefetcherOptions) {
  const { maxSize, upcoming, intentOf, bytesPerMs } = options
  // The next batch, and what is left of the one before.
  const maxPrefetched = 1.5 * maxSize
  const limits = createPrefetchWindow()
  // Copied with each batch: V8 chains the old hash tables of a Map whose entries come and go, and with them all values.
  let prefetched = new Map<string, PrefetchedTarget>()
  const targetsOf = (intents: readonly UploadIntent[]) =>
    intents.map(({ uploadId }) => prefetched.get(uploadId))

  async function sign(intents: readonly UploadIntent[], signal?: AbortSignal) {
    const results = await options.sign(intents, signal)
    const [first] = results
    if (first) limits.setLifetime(Math.min(...results.map(expiryOf)) - first.at)
    return results
  }

  async function signWithNext(intents: readonly UploadIntent[], signal: AbortSignal) {
    const next = takeNext(maxSize - intents.length, intents)
    const signing = sign([...intents, ...next], signal)
    settleWith(signing, targetsOf(next), intents.length)
    return signing
  }

  /** The next uploads of the queue that have no target, at most `maxCount`; they are prefetched from here on. */
  function takeNext(maxCount: number, current: readonly UploadIntent[]): readonly UploadIntent[] {
    const room = Math.min(maxCount, Math.min(maxPrefetched, limits.maxTargets()) - prefetched.size)
    if (room <= 0) return []
    const signing = new Set(current.map(({ uploadId }) => uploadId))
    let maxBytes = limits.maxBytes(bytesPerMs())
    for (const { size } of prefetched.values()) maxBytes -= size
    const next = selectIntents(upcoming(), room, maxBytes, (uploadId) =>
      signing.has(uploadId) || prefetched.has(uploadId) ? undefined : intentOf(uploadId),
    )
    prefetched = new Map(prefetched)
    for (const { uploadId, size } of next) prefetched.set(uploadId, createPrefetched(size))
    return next
  }

  /** When half of the prefetched targets are used, the next ones are signed. */
  function prefetchMore() {
    if (maxSize < 2 || prefetched.size > maxSize / 2 || prefetched.size === 0) return
    const next = takeNext(maxSize, [])
    if (next.length > 0) settleWith(sign(next), targetsOf(next), 0)
  }

  return {
    /** Signs these uploads, and the next ones of the queue with them. */
    signWithNext,
    /** The prefetched target of an upload whose turn has come. From here on `forget` means another one. */
    take(uploadId: string): PrefetchedTarget | undefined {
      const target = prefetched.get(uploadId)
      prefetched.delete(uploadId)
      limits.onUse()
      if (target) prefetchMore()
      return target
    },
    /** Whether a prefetched target's URL lives long enough. */
    isUsable: (signed: SignResult): boolean => isUsable(expiryOf(signed), signed.at),
    /** Gives up a prefetched target; resolves with it. */
    async forget(uploadId: string): Promise<SignResult | undefined> {
      const target = prefetched.get(uploadId)
      prefetched.delete(uploadId)
      return target?.promise
    },
  }
}

/** The first uploads that can be signed ahead: at most `room`, of `maxBytes` together. One upload may come twice. */
function selectIntents(
  uploadIds: Iterable<string>,
  room: number,
  maxBytes: number,
  intentOf: (uploadId: string) => UploadIntent | undefined,
): readonly UploadIntent[] {
  const selected = new Map<string, UploadIntent>()
  let bytes = 0
  let large = 0
  for (const uploadId of uploadIds) {
    if (selected.size >= room) break
    const intent = selected.has(uploadId) ? undefined : intentOf(uploadId)
    if (!intent) continue
    if (intent.size > maxPrefetchedSize) {
      // More of them than there are slots for large files: no small ones follow.
      if (large++ > room / 2) break
      continue
    }
    bytes += intent.size
    if (bytes > maxBytes) break
    selected.set(uploadId, intent)
  }
  return [...selected.values()]
}

/** Settles targets with the results of a call, from `start` on. */
function settleWith(
  signing: Promise<readonly SignResult[]>,
  targets: readonly (PrefetchedTarget | undefined)[],
  start: number,
) {
  const settle = (results?: readonly SignResult[]) => {
    targets.forEach((target, index) => target?.resolve(results?.[start + index]))
  }
  signing.then(settle, () => settle())
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

/** When the target's URL expires, in milliseconds by this machine's clock; `Infinity` if it does not say. */
function expiryOf({ result }: { result: SignedUpload | UploadError }): number {
  if (result instanceof UploadError) return Infinity
  const { target } = result
  return target.type === 'put' || target.type === 'post' ? getExpiry(target) : Infinity
}
