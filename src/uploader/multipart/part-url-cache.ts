import { UploadError } from '../../errors.ts'
import { getExpiry, isUsable } from '../../lib/url-expiry.ts'
import type { SignedPart, UploadTarget } from '../../model/upload-target.ts'
import { callBackend } from '../retry-policy.ts'

type MultipartTarget = Extract<UploadTarget, { type: 'multipart' }>

type SignedPartResult = { part: SignedPart; at: number }

/** The presigned URLs of a file's parts. */
export type PartUrls = ReturnType<typeof createPartUrls>

// Few enough for the last URL of a call to be usable at its part's turn.
const maxBatchSize = 20

/** Signs parts just in time, some ahead of their turn. */
export function createPartUrls(target: MultipartTarget) {
  // `undefined` where the call failed: it is repeated at the part's turn.
  const prefetched = new Map<number, Promise<SignedPartResult | undefined>>()

  async function sign(numbers: readonly number[], signal: AbortSignal) {
    const parts = await callBackend((call) => target.signParts(numbers, call), signal)
    const at = Date.now()
    return new Map(parts.map((part): [number, SignedPartResult] => [part.number, { part, at }]))
  }

  function keep(numbers: readonly number[], signing: ReturnType<typeof sign>) {
    for (const number of numbers) {
      const result = signing.then(
        (signed) => signed.get(number),
        () => {
          prefetched.delete(number)
          return undefined
        },
      )
      prefetched.set(number, result)
    }
  }

  const unsigned = (upcoming: readonly number[]) => upcoming.filter((number) => !prefetched.has(number))

  /** Signs the next parts, unless half a batch is ahead already: no part waits for a signature then. */
  function prefetch(upcoming: readonly number[], signal: AbortSignal) {
    if (prefetched.size > maxBatchSize / 2) return
    const numbers = unsigned(upcoming).slice(0, maxBatchSize)
    if (numbers.length > 0) keep(numbers, sign(numbers, signal))
  }

  return {
    prefetch,
    /** A URL for a part, a new one each time. `upcoming` are the numbers of the next parts. */
    async get(number: number, upcoming: readonly number[], signal: AbortSignal): Promise<SignedPart> {
      const early = await prefetched.get(number)
      prefetched.delete(number)
      if (early && isUsable(getExpiry(early.part), early.at)) {
        prefetch(upcoming, signal)
        return early.part
      }
      const others = unsigned(upcoming).slice(0, maxBatchSize - 1)
      const signing = sign([number, ...others], signal)
      keep(others, signing)
      // It may be signed for less than the usual margin: a URL this new is used in any case.
      return assertSigned((await signing).get(number)?.part, number)
    },
    /** A URL that accepts only bytes with this hash. */
    async getForHash(number: number, hash: string, signal: AbortSignal): Promise<SignedPart> {
      const hashes = new Map([[number, hash]])
      const parts = await callBackend((call) => target.signParts([number], call, hashes), signal)
      return assertSigned(
        parts.find((part) => part.number === number),
        number,
      )
    },
  }
}

function assertSigned(part: SignedPart | undefined, number: number): SignedPart {
  if (part) return part
  const message = `The backend did not sign part ${number}. It must return a URL for each part that it is asked for.`
  throw new UploadError('invalid-response', message)
}
