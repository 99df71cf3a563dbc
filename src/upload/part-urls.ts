import { UploadError } from '../errors.ts'
import type { CallOptions } from '../model/call-options.ts'
import type { SignedPart, UploadTarget } from '../model/upload-target.ts'
import { deathOf, isFresh } from './url-life.ts'

/** Where a file goes in parts. */
export type PartsTarget = Extract<UploadTarget, { via: 'parts' }>

/** A part's URL, and when it was handed out. */
type Handed = { part: SignedPart; at: number }

// One call signs so many: few enough that the last of them is young when its turn comes.
const batchSize = 20

/** Signs parts just in time, some ahead of their turn. */
export function createPartUrls(target: PartsTarget) {
  // `undefined` where the call failed: whoever's turn comes asks again.
  const ahead = new Map<number, Promise<Handed | undefined>>()

  function sign(numbers: readonly number[], call: CallOptions): Promise<ReadonlyMap<number, Handed>> {
    const signing = target.signParts(numbers, call).then((parts) => {
      const at = Date.now()
      return new Map(parts.map((part) => [part.number, { part, at }]))
    })
    for (const number of numbers.slice(1)) {
      const one = signing.then(
        (signed) => signed.get(number),
        () => undefined,
      )
      ahead.set(number, one)
    }
    return signing
  }

  function found(part: SignedPart | undefined, number: number): SignedPart {
    if (part) return part
    const message = `The backend was asked to sign part ${number} and did not. It must answer for each part.`
    throw new UploadError('invalid-response', message)
  }

  return {
    /** A URL for a part, each time a new one. `upcoming` are the numbers whose turn comes next. */
    async of(number: number, upcoming: Iterable<number>, call: CallOptions): Promise<SignedPart> {
      const early = await ahead.get(number)
      ahead.delete(number)
      if (early && isFresh(deathOf(early.part), early.at)) return early.part
      const numbers = [number]
      for (const next of upcoming) {
        if (numbers.length >= batchSize) break
        if (!ahead.has(next)) numbers.push(next)
      }
      // It may be signed for less than the usual margin: what is this new is used whatever its life.
      return found((await sign(numbers, call)).get(number)?.part, number)
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
