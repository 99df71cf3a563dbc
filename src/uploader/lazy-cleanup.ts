import type { SignedUpload } from '../model/upload-target.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { Cleanup } from './cleanup.ts'
import { loadWithRetries } from '../lib/load-chunk.ts'
import { type Network } from '../lib/network.ts'
import { importRecovery, loadedRecovery } from './retry-policy.ts'
import type { BackendSession } from './signing/backend-session.ts'

/** The clean-ups of an uploader; their code is loaded with the first. They run in the order of the calls. */
export function createLazyCleanup(network: () => Network): Cleanup {
  let cleanup: Cleanup | undefined
  let waiting: ((cleanup: Cleanup) => void)[] | undefined

  async function load() {
    const { createCleanup } = await loadWithRetries(importRecovery, undefined, network())
    const loaded = (cleanup = createCleanup())
    for (const clean of waiting ?? []) clean(loaded)
  }

  /** At once if the code is loaded: the page may be about to close. */
  function run(clean: (cleanup: Cleanup) => void) {
    if (!waiting) cleanup ??= loadedRecovery()?.createCleanup()
    if (cleanup) clean(cleanup)
    else if (waiting) waiting.push(clean)
    else {
      waiting = [clean]
      void load()
    }
  }
  return {
    replaced(session: BackendSession, fileId: string) {
      run((loaded) => loaded.replaced(session, fileId))
    },
    keepFile(session: BackendSession, fileId: string) {
      // Without an earlier clean-up there is nothing to stop.
      if (cleanup ?? waiting) run((loaded) => loaded.keepFile(session, fileId))
    },
    abortUnused({ target, file }: SignedUpload) {
      if (target.type === 'multipart') run((loaded) => loaded.abortUnused({ target, file }))
    },
    cancelled(checkpoint: Checkpoint) {
      if (checkpoint.type !== 'none') run((loaded) => loaded.cancelled(checkpoint))
    },
    removed(checkpoint: Checkpoint) {
      if (checkpoint.type !== 'none') run((loaded) => loaded.removed(checkpoint))
    },
  }
}
