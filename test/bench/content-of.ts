import { createPattern, period, startOf } from './shared/content.ts'
import type { PlannedFile } from './shared/files.ts'

const pattern = createPattern()

/** A file's content, piece by piece. */
export function* contentOf({ name, size }: PlannedFile): Generator<Uint8Array> {
  const start = startOf(name)
  for (let at = 0; at < size; at += period) yield pattern.subarray(start, start + Math.min(period, size - at))
}
