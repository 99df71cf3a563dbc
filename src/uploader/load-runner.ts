import { loadChunk, loadWithRetries } from '../lib/load-chunk.ts'
import type { createBulkTools } from './bulk/bulk.ts'
import type { contentTypeOf } from './content-type.ts'
import type { createUploadRunner } from './runner.ts'

/** The code that runs uploads. */
export type RunnerCode = {
  createUploadRunner: typeof createUploadRunner
  /** The table of extensions: loaded for files to which the browser gives no type. */
  contentTypeOf?: typeof contentTypeOf | undefined
  /** Loaded with the second upload. */
  createBulkTools?: typeof createBulkTools | undefined
}

/** What uploads need besides the runner. */
export type RunnerNeeds = { types: boolean; bulk: boolean }

let code: RunnerCode | undefined

/** The code that runs uploads, if everything that is needed is loaded. */
export function loadedRunner({ types, bulk }: RunnerNeeds): RunnerCode | undefined {
  const isMissing = (types && !code?.contentTypeOf) || (bulk && !code?.createBulkTools)
  return isMissing ? undefined : code
}

/** Loads the code that runs uploads. Retries until it succeeds, since no upload can start without it. */
export async function loadRunner(needs: RunnerNeeds): Promise<void> {
  if (!loadedRunner(needs)) await loadWithRetries(() => loadOnce(needs))
}

async function loadOnce(needs: RunnerNeeds) {
  const [runner, types, bulk] = await loadChunk(() =>
    Promise.all([
      import('./runner.ts'),
      needs.types ? import('./content-type.ts') : undefined,
      needs.bulk ? import('./bulk/bulk.ts') : undefined,
    ]),
  )
  code = { ...code, ...runner, ...types, ...bulk }
}
