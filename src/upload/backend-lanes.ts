import type { Backend } from '../backends/backend.ts'
import type { UploadIntent } from '../model/upload-target.ts'
import { backendKeyOf } from './resume/backend-key.ts'
import { createSignQueue } from './sign-queue.ts'
import type { createSlots } from './slots.ts'
import type { Traffic } from './traffic.ts'

/** What uploads by one backend share. */
export type Lane = { backend: Backend; signing: ReturnType<typeof createSignQueue> }

/**
 * A lane for each backend.
 *
 * @param intentOf what an upload will ask of its lane; `undefined` where it asks nothing
 */
export function createBackendLanes(
  slots: ReturnType<typeof createSlots>,
  traffic: Traffic,
  intentOf: (uploadId: string, lane: Lane) => UploadIntent | undefined,
) {
  const lanes = new WeakMap<Backend, Lane>()
  const bytesPerMs = () => (traffic.perConnection() ?? Infinity) * Math.max(1, slots.taken)

  return (backend: Backend): Lane => {
    const known = lanes.get(backend)
    if (known) return known
    const ask = (id: string) => intentOf(id, lane)
    const lane: Lane = { backend, signing: createSignQueue(backend, slots.upcoming, ask, bytesPerMs) }
    lanes.set(backend, lane)
    traffic.noteApi(backend.scope)
    return lane
  }
}

/** What was begun by one backend is not finished by another. One that was only made anew is the same. */
export function laneFor(sentBy: Lane | undefined, given: Lane): Lane {
  return sentBy && backendKeyOf(sentBy.backend) !== backendKeyOf(given.backend) ? sentBy : given
}
