import type { Upload, UploadStatus } from './upload.ts'

// The last percent is for the response: bytes that the browser has sent may not have arrived.
const maxFractionBeforeResponse = 0.99

/** Progress from 0 to 1. Below 1 until the storage and the backend have confirmed the bytes. Never decreases. */
export function uploadFraction(upload: Upload): number {
  const { status } = upload.state
  if (upload.isStored || status === 'completed' || status === 'processing') return 1
  if (upload.size === 0) return 0
  return Math.min(uploadedBytes(upload) / upload.size, maxFractionBeforeResponse)
}

/** Bytes that count as sent. Never decreases. */
export function uploadedBytes(upload: Upload): number {
  const { status } = upload.state
  const isAll = status === 'completed' || status === 'processing' || status === 'finishing'
  return isAll ? upload.size : Math.min(upload.maxSentBytes, upload.size)
}

/** Number of uploads by status. */
export type UploadCounts = {
  total: number
  queued: number
  /** Waiting for the next attempt after a transient error. */
  retrying: number
  /** Waiting for the network. */
  offline: number
  /** Hashing, signing, uploading, finishing or processing. */
  active: number
  paused: number
  completed: number
  failed: number
  cancelled: number
}

/** The sums over all uploads. Cancelled ones do not count. */
export type UploadTotals = {
  /** The status of one upload, by priority: active before waiting before settled. `idle` without uploads. */
  status: UploadStatus | 'idle'
  /** The statuses that at least one upload has, by priority. */
  statuses: readonly UploadStatus[]
  sentBytes: number
  totalBytes: number
  /** From 0 to 1, weighted by bytes; 1 only when every upload has been confirmed. */
  fraction: number
  counts: UploadCounts
}

const statusPriority: readonly UploadStatus[] = [
  'uploading',
  'finishing',
  'signing',
  'hashing',
  'processing',
  'retrying',
  'offline',
  'queued',
  'paused',
  'failed',
  'completed',
  'cancelled',
]

/** Running sums over uploads, updated in constant time. */
export type RunningTotals = {
  of: Record<UploadStatus, number>
  sentBytes: number
  totalBytes: number
  /** Uploads whose bytes have been confirmed. */
  confirmed: number
}

/** The sums over no uploads. */
export function createTotals(): RunningTotals {
  const of = Object.fromEntries(statusPriority.map((status) => [status, 0])) as RunningTotals['of']
  return { of, sentBytes: 0, totalBytes: 0, confirmed: 0 }
}

/** Adds an upload to the sums (`times` 1) or subtracts it (-1). */
export function addToTotals(totals: RunningTotals, upload: Upload, times: 1 | -1): void {
  const { status } = upload.state
  totals.of[status] += times
  if (status === 'cancelled') return
  totals.totalBytes += times * upload.size
  totals.sentBytes += times * uploadedBytes(upload)
  if (uploadFraction(upload) === 1) totals.confirmed += times
}

/** Converts running sums to totals. */
export function totalsOf({ of, sentBytes, totalBytes, confirmed }: RunningTotals): UploadTotals {
  const { queued, retrying, offline, paused, completed, failed, cancelled } = of
  const active = of.hashing + of.signing + of.uploading + of.finishing + of.processing
  const total = queued + retrying + offline + active + paused + completed + failed
  const counts = { total, queued, retrying, offline, active, paused, completed, failed, cancelled }
  const isAllConfirmed = confirmed === total
  const ratio = totalBytes === 0 ? confirmed / total : sentBytes / totalBytes
  const fraction = total === 0 ? 0 : isAllConfirmed ? 1 : Math.min(ratio, maxFractionBeforeResponse)
  const statuses = statusPriority.filter((name) => of[name] > 0)
  const [status = 'idle'] = statuses
  return { status, statuses, sentBytes, totalBytes, fraction, counts }
}

/** The sums over these uploads, weighted by bytes. */
export function uploadTotals(uploads: readonly Upload[]): UploadTotals {
  const totals = createTotals()
  for (const upload of uploads) addToTotals(totals, upload, 1)
  return totalsOf(totals)
}
