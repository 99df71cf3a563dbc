import type { Backend } from '../../backends/backend.ts'
import type { UploadIntent } from '../../model/upload-target.ts'
import { getBackendKey } from '../backend-key.ts'
import { createSignBatcher } from './sign-batcher.ts'
import type { createTransferPool } from '../scheduling/transfer-pool.ts'
import type { ConnectionTracker } from '../scheduling/connection-tracker.ts'

/** What uploads by one backend share. */
export type BackendSession = { backend: Backend; signing: ReturnType<typeof createSignBatcher> }

/**
 * A lane for each backend.
 *
 * @param intentOf what an upload will ask of its lane; `undefined` where it asks nothing
 */
export function createSignerRegistry(
  slots: ReturnType<typeof createTransferPool>,
  traffic: ConnectionTracker,
  intentOf: (uploadId: string, lane: BackendSession) => UploadIntent | undefined,
) {
  const lanes = new WeakMap<Backend, BackendSession>()
  const bytesPerMs = () => (traffic.perConnection() ?? Infinity) * Math.max(1, slots.taken)

  return (backend: Backend): BackendSession => {
    const known = lanes.get(backend)
    if (known) return known
    const ask = (id: string) => intentOf(id, lane)
    const lane: BackendSession = {
      backend,
      signing: createSignBatcher(backend, slots.upcoming, ask, bytesPerMs),
    }
    lanes.set(backend, lane)
    traffic.noteApi(backend.scope)
    return lane
  }
}

/** What was begun by one backend is not finished by another. One that was only made anew is the same. */
export function resolveSigner(sentBy: BackendSession | undefined, given: BackendSession): BackendSession {
  return sentBy && getBackendKey(sentBy.backend) !== getBackendKey(given.backend) ? sentBy : given
}
