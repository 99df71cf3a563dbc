import { jitteredDelay } from '../http/backoff.ts'
import { loadChunk } from '../lib/load-chunk.ts'
import { sleep } from '../lib/time.ts'
import { browserNetwork } from './network.ts'
import type * as runner from './runner.ts'

const never = new AbortController().signal
let chunk: typeof runner | undefined

/** The code that runs uploads, if it is loaded. */
export const loadedRunner = (): typeof runner | undefined => chunk

/** Loads the code that runs uploads; repeats that until it succeeds, as uploads wait for nothing else. */
export async function loadRunner(): Promise<typeof runner> {
  for (let failures = 0; !chunk; failures++) {
    if (failures > 0) {
      await browserNetwork.whenOnline(never)
      await sleep(jitteredDelay(failures))
    }
    chunk = await loadChunk(() => import('./runner.ts')).catch(() => undefined)
  }
  return chunk
}
