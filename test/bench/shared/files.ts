import { largeName } from './content.ts'
import { createRandom } from './random.ts'

/** Which files a scenario sends. */
export type FilesPlan =
  /** Made in the page; sizes are spread evenly over the orders of magnitude between the two. */
  | { from: 'memory'; count: number; smallest: number; largest: number }
  /** One file of the disk, given to the page as a person picks it. */
  | { from: 'disk'; size: number }
  /** One blob repeated until it is this large: it takes no room. */
  | { from: 'repetition'; size: number }

export type PlannedFile = { name: string; size: number }

/** Names and sizes, the same in the page, the server and the runner. */
export function planFiles(plan: FilesPlan): readonly PlannedFile[] {
  if (plan.from !== 'memory') return [{ name: largeName, size: plan.size }]
  const random = createRandom(plan.count)
  const octaves = Math.log(plan.largest / plan.smallest)
  return Array.from({ length: plan.count }, (_, index) => ({
    name: `file-${String(index).padStart(5, '0')}.bin`,
    size: Math.round(plan.smallest * Math.exp(octaves * random())),
  }))
}
