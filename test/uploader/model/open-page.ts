import { expect, vi } from 'vitest'
import { createUploader } from '../../../src/uploader/uploader.ts'
import { uploadedBytes, uploadFraction } from '../../../src/uploader/progress.ts'
import type { UploadStatus } from '../../../src/uploader/upload.ts'
import type { openWorld } from './open-world.ts'

const settled = ['paused', 'failed', 'cancelled'] as const
const waiting = ['queued', 'retrying', 'offline'] as const
const steps = ['hashing', 'signing', 'uploading', 'finishing'] as const

// Which status may follow which: written from the documentation, not from the code.
const next: Record<UploadStatus, readonly UploadStatus[]> = {
  queued: [...steps, ...settled, ...waiting],
  hashing: ['signing', ...settled, ...waiting],
  signing: ['uploading', 'finishing', ...settled, ...waiting],
  uploading: ['finishing', 'signing', ...settled, ...waiting],
  finishing: ['signing', 'uploading', 'processing', 'completed', 'failed', 'cancelled', ...waiting],
  processing: ['completed', 'failed', 'cancelled'],
  retrying: [...steps, ...settled, ...waiting],
  offline: [...steps, ...settled, ...waiting],
  paused: ['queued', 'cancelled'],
  completed: [],
  failed: ['queued'],
  cancelled: ['queued'],
}

export const canBecome = (from: UploadStatus, to: UploadStatus) => next[from].includes(to)

/** The expected state of an upload. */
type Expected = { status: UploadStatus; size: number; fraction: number; bytes: number }

/** A page with an uploader, and the checks of everything that it says. */
export function openPage(world: ReturnType<typeof openWorld>) {
  const { backends, transfer, network, storage } = world.connect()
  const retry = { minDelayMs: 50, maxDelayMs: 400, maxElapsedMs: 20_000, stallTimeoutMs: 500 }
  const options = { transfer, network, storage, retry, concurrency: 2 }
  const uploader = createUploader({ ...options, backend: backends[0] })
  const uploads = new Map<string, Expected>()
  const removed = new Set<string>()
  const completed = new Set<string>()
  let waits = 0
  let settledWaits = 0

  function checkProgress(id: string) {
    const upload = uploader.get(id)
    const expected = uploads.get(id)
    if (!upload || !expected) return
    const [fraction, bytes] = [uploadFraction(upload), uploadedBytes(upload)]
    expect(fraction).toBeGreaterThanOrEqual(expected.fraction)
    expect(bytes).toBeGreaterThanOrEqual(expected.bytes)
    Object.assign(expected, { fraction, bytes })
  }

  uploader.on((event) => {
    if (event.type === 'removed') {
      for (const { id } of event.uploads) {
        expect(removed.has(id)).toBe(false)
        removed.add(id)
        uploads.delete(id)
      }
    }
    if (event.type !== 'status') return
    const { id, state } = event.upload
    const expected = uploads.get(id)
    expect(removed.has(id)).toBe(false)
    expect(expected?.status).toBe(event.previous)
    expect(`${event.previous} → ${state.status}`).toSatisfy(() => canBecome(event.previous, state.status))
    if (expected) expected.status = state.status
    if (state.status === 'completed') completed.add(event.upload.remote?.id ?? '')
    checkProgress(id)
  })

  return {
    uploader,
    uploads,
    /** Keys of the files of completed uploads. */
    completed,
    configure(index: number, concurrency: number) {
      uploader.configure({ ...options, concurrency, backend: backends[index === 0 ? 0 : 1] })
    },
    add(files: readonly File[]) {
      for (const { id, size } of uploader.add(files)) {
        uploads.set(id, { status: 'queued', size, fraction: 0, bytes: 0 })
      }
    },
    wait(id: string) {
      waits++
      const settle = () => {
        settledWaits++
      }
      uploader.wait(id).then(settle, settle)
    },
    /** How many promises have not settled. */
    pendingWaits: () => waits - settledWaits,
    check() {
      const all = uploader.uploads()
      expect(all.map(({ id }) => id)).toEqual([...uploads.keys()])
      expect(uploader.ids()).toEqual([...uploads.keys()])
      for (const { id, state } of all) {
        expect(state.status).toBe(uploads.get(id)?.status)
        checkProgress(id)
      }
      const counted = all.filter(({ state }) => state.status !== 'cancelled')
      const totals = uploader.totals()
      expect(totals.totalBytes).toBe(counted.reduce((sum, { size }) => sum + size, 0))
      expect(totals.sentBytes).toBe(counted.reduce((sum, upload) => sum + uploadedBytes(upload), 0))
      expect(totals.counts.total).toBe(counted.length)
      for (const status of ['queued', 'retrying', 'offline', 'paused', 'completed', 'failed'] as const) {
        expect(totals.counts[status]).toBe(counted.filter(({ state }) => state.status === status).length)
      }
    },
  }
}

/** Lets time pass; what is read from files takes real time. */
export async function pass(ms: number, stepMs = 50) {
  await vi.dynamicImportSettled()
  for (let passed = 0; passed < ms; passed += stepMs) {
    await vi.advanceTimersByTimeAsync(stepMs)
    await new Promise(setImmediate)
  }
}
