import type { PlannedFile } from '../shared/files.ts'
import { createRandom } from '../shared/random.ts'

/** What happens to a file's first attempt. */
export type Fault = 'busy' | 'reset' | 'expired' | 'stalled'

const shares: readonly (readonly [Fault, number])[] = [
  ['busy', 0.05],
  ['reset', 0.03],
  ['expired', 0.03],
  ['stalled', 0.01],
]

/** Faults by name: the same files meet the same ones in every run. */
export function planFaults(files: readonly PlannedFile[], seed = 7): ReadonlyMap<string, Fault> {
  const random = createRandom(seed)
  const shuffled = files.map(({ name }) => ({ name, index: random() })).sort((a, b) => a.index - b.index)
  const faults = new Map<string, Fault>()
  let next = 0
  for (const [fault, share] of shares) {
    const end = next + Math.round(files.length * share)
    for (; next < end; next++) {
      const file = shuffled[next]
      if (file) faults.set(file.name, fault)
    }
  }
  return faults
}
