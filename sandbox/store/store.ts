import type { Disk } from './disk/open-disk.ts'
import type { Keys } from './signature/keys.ts'

/** What every operation may ask for. */
export type Store = { disk: Disk; keys: Keys; now: () => number }
