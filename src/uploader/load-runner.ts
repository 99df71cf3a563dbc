import { loadChunk } from '../lib/load-chunk.ts'
import type { contentTypeOf } from './content-type.ts'
import { browserNetwork, loadWithRetries } from './network.ts'
import type { createUploadRunner } from './runner.ts'

/** The code that runs uploads. */
export type RunnerCode = {
  createUploadRunner: typeof createUploadRunner
  /** The table of extensions: loaded for files to which the browser gives no type. */
  contentTypeOf: typeof contentTypeOf | undefined
}

const never = new AbortController().signal
let code: RunnerCode | undefined

/** The code that runs uploads, if everything that is needed is loaded. */
export function loadedRunner(needsTypes: boolean): RunnerCode | undefined {
  return needsTypes && !code?.contentTypeOf ? undefined : code
}

/** Loads the code that runs uploads; repeats that until it succeeds, as uploads wait for nothing else. */
export async function loadRunner(needsTypes: boolean): Promise<void> {
  if (!loadedRunner(needsTypes)) await loadWithRetries(() => loadOnce(needsTypes), browserNetwork, never)
}

async function loadOnce(needsTypes: boolean) {
  const [runner, types] = await loadChunk(() =>
    Promise.all([import('./runner.ts'), needsTypes ? import('./content-type.ts') : undefined]),
  )
  code = {
    createUploadRunner: runner.createUploadRunner,
    contentTypeOf: types?.contentTypeOf ?? code?.contentTypeOf,
  }
}
