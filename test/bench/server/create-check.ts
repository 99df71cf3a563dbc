import { createPattern, period, startOf } from '../shared/content.ts'

const pattern = Buffer.from(createPattern().buffer)

/** Compares bytes with what the file of this name holds from `offset` on. */
export function createCheck(name: string, offset = 0) {
  const start = startOf(name)
  let at = offset
  let isRight = true
  return {
    take(bytes: Buffer) {
      for (let from = 0; from < bytes.length; from += period) {
        const piece = bytes.subarray(from, from + period)
        const index = (start + at) % period
        isRight &&= piece.equals(pattern.subarray(index, index + piece.length))
        at += piece.length
      }
    },
    size: () => at - offset,
    isRight: () => isRight,
  }
}
