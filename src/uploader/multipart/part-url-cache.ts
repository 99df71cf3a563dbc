import { UploadError } from '../../errors.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { SignedPart, UploadTarget } from '../../model/upload-target.ts'
import { getExpiry, isUsable } from '../../lib/url-expiry.ts'

/** Where a file goes in parts. */
export type PartsTarget = Extract<UploadTarget, { type: 'multipart' }>

/** A part's URL, and when it was handed out. */
type SignedPartResult = { part: SignedPart; at: number }

/** The URLs of a file's parts. */
export type PartUrls = ReturnType<typeof createPartUrls>

// One call signs so many: few enough that the last of them is young when its turn comes.
const batchSize = 20

/** Signs parts just in time, some ahead of their turn. */
export function createPartUrls(target: PartsTarget) {
  // `undefined` where the call failed: who waits for it asks again.
  const ahead = new Map<number, Promise<SignedPartResult | undefined>>()

  async function sign(
    numbers: readonly number[],
    call: CallOptions,
  ): Promise<ReadonlyMap<number, SignedPartResult>> {
    const parts = await target.signParts(numbers, call)
    const at = Date.now()
    return new Map(parts.map((part) => [part.number, { part, at }]))
  }

  function keep(numbers: readonly number[], signing: Promise<ReadonlyMap<number, SignedPartResult>>) {
    for (const number of numbers) {
      const one = signing.then(
        (signed) => signed.get(number),
        () => {
          ahead.delete(number)
          return undefined
        },
      )
      ahead.set(number, one)
    }
  }

  const unsigned = (upcoming: readonly number[]) => upcoming.filter((number) => !ahead.has(number))

  /** Signs what comes next, unless half a batch is ahead already: nobody's turn waits for a signature then. */
  function prefetchUrls(upcoming: readonly number[], call: CallOptions) {
    if (ahead.size > batchSize / 2) return
    const numbers = unsigned(upcoming).slice(0, batchSize)
    if (numbers.length > 0) keep(numbers, sign(numbers, call))
  }

  function found(part: SignedPart | undefined, number: number): SignedPart {
    if (part) return part
    const message = `The backend was asked to sign part ${number} and did not. It must answer for each part.`
    throw new UploadError('invalid-response', message)
  }

  return {
    prefetchUrls,
    /** A URL for a part, each time a new one. `upcoming` are the numbers whose turn comes next. */
    async of(number: number, upcoming: readonly number[], call: CallOptions): Promise<SignedPart> {
      const early = await ahead.get(number)
      ahead.delete(number)
      if (early && isUsable(getExpiry(early.part), early.at)) {
        prefetchUrls(upcoming, call)
        return early.part
      }
      const others = unsigned(upcoming).slice(0, batchSize - 1)
      const signing = sign([number, ...others], call)
      keep(others, signing)
      // It may be signed for less than the usual margin: what is this new is used whatever its life.
      return found((await signing).get(number)?.part, number)
    },
    /** A URL that takes these bytes only. */
    async bound(number: number, hash: string, call: CallOptions): Promise<SignedPart> {
      const parts = await target.signParts([number], call, new Map([[number, hash]]))
      return found(
        parts.find((part) => part.number === number),
        number,
      )
    },
  }
}
