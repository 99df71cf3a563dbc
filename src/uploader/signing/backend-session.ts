import type { Backend } from '../../backends/backend.ts'
import type { UploadIntent } from '../../model/upload-target.ts'
import { getBackendKey } from '../backend-key.ts'
import type { BulkTools } from '../bulk/bulk.ts'
import type { Cleanup } from '../cleanup.ts'
import type { ConnectionTracker } from '../scheduling/connection-tracker.ts'
import type { TransferPool } from '../scheduling/transfer-pool.ts'
import { createSigner } from './signer.ts'

/** A backend, and what its uploads share. */
export type BackendSession = { backend: Backend; signer: ReturnType<typeof createSigner> }

type BackendSessionDeps = {
  pool: TransferPool
  connections: ConnectionTracker
  cleanup: Cleanup
  /** The tools for many uploads, once they are loaded. */
  bulk(): BulkTools | undefined
}

/**
 * Sessions by backend.
 *
 * @param intentOf what an upload will ask this session to sign; `undefined` if nothing
 */
export function createBackendSessions(
  { pool, connections, cleanup, bulk }: BackendSessionDeps,
  intentOf: (uploadId: string, session: BackendSession) => UploadIntent | undefined,
) {
  const sessions = new WeakMap<Backend, BackendSession>()
  const bytesPerMs = () => (connections.bytesPerMs() ?? Infinity) * Math.max(1, pool.active)

  return (backend: Backend): BackendSession => {
    const known = sessions.get(backend)
    if (known) return known
    const session: BackendSession = {
      backend,
      signer: createSigner(backend, {
        abortUnused: cleanup.abortUnused,
        createPrefetcher(sign) {
          const tools = bulk()
          return tools?.createTargetPrefetcher({
            maxSize: backend.maxBatchSize ?? 1,
            sign,
            upcoming: tools.upcoming,
            intentOf: (id) => intentOf(id, session),
            bytesPerMs,
          })
        },
      }),
    }
    sessions.set(backend, session)
    connections.addApi(backend.scope)
    return session
  }
}

/** Whether both are sessions of the same API: a backend that was only created again can continue its uploads. */
export function isSameBackend(a: BackendSession, b: BackendSession): boolean {
  return getBackendKey(a.backend) === getBackendKey(b.backend)
}
