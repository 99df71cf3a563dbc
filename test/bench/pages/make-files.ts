import { createPattern, period, startOf } from '../shared/content.ts'
import { planFiles, type FilesPlan } from '../shared/files.ts'

// A large file is this many blocks in one piece of memory, again and again.
const blocksInPiece = 61

/** The files of a plan. One from the disk lies in the page's file input by now. */
export function makeFiles(plan: FilesPlan): readonly File[] {
  if (plan.from === 'disk') {
    const input = document.querySelector<HTMLInputElement>('#file')
    return [...(input?.files ?? [])]
  }
  const pattern = createPattern()
  const block = pattern.subarray(0, period)
  const piece =
    plan.from === 'repetition' ? new Blob(Array<BlobPart>(blocksInPiece).fill(block)) : new Blob([block])
  return planFiles(plan).map(({ name, size }) => {
    const parts: Blob[] = []
    const start = startOf(name)
    let left = size
    for (let from = start; left > 0; from = 0) {
      const taken = Math.min(left, piece.size - from)
      parts.push(taken === piece.size ? piece : piece.slice(from, from + taken))
      left -= taken
    }
    return new File(parts, name, { type: 'application/octet-stream' })
  })
}
