import { createPattern, period, startOf, unit } from '../shared/content.ts'
import { planFiles, type FilesPlan } from '../shared/files.ts'

const options = { type: 'application/octet-stream' }

/** The files of a plan. One from the disk lies in the page's file input by now. */
export function makeFiles(plan: FilesPlan): readonly File[] {
  if (plan.from === 'disk') {
    const input = document.querySelector<HTMLInputElement>('#file')
    return [...(input?.files ?? [])]
  }
  const pattern = createPattern()
  if (plan.from === 'repetition')
    return planFiles(plan).map(({ name, size }) => repeated(pattern, name, size))
  const blob = new Blob([pattern])
  return planFiles(plan).map(({ name, size }) => {
    const start = startOf(name)
    return new File([blob.slice(start, start + size)], name, options)
  })
}

// Chromium shares what a slice takes whole of the blobs below it, and copies the rest: unaligned, a file of
// this size is more than it has room for.
function repeated(pattern: Uint8Array<ArrayBuffer>, name: string, size: number): File {
  const units = Array.from(
    { length: period / unit },
    (_, at) => new Blob([pattern.subarray(at * unit, (at + 1) * unit)]),
  )
  const round = new Blob(units)
  const rounds = Math.floor(size / period)
  const rest = round.slice(0, size % period)
  return new File([...Array<Blob>(rounds).fill(round), rest], name, options)
}
