import type { Upload, UploadStatus } from './upload.ts'

// The last hundredth belongs to the answer: bytes that left a browser have not arrived yet.
const maxFractionBeforeResponse = 0.99

/**
 * How far the bytes are, from 0 to 1. Below 1 until the storage and the backend have answered; never falls.
 */
export function uploadFraction(upload: Upload): number {
  const { status } = upload.state
  if (upload.isStored || status === 'completed' || status === 'processing') return 1
  // Of an empty file there is nothing to measure.
  if (upload.size === 0) return 0
  return Math.min(uploadedBytes(upload) / upload.size, maxFractionBeforeResponse)
}

/** Bytes that count as sent; never falls. */
export function uploadedBytes(upload: Upload): number {
  const { status } = upload.state
  const isAll = status === 'completed' || status === 'processing' || status === 'finishing'
  return isAll ? upload.size : Math.min(upload.maxSentBytes, upload.size)
}

/** How many uploads are where. */
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

/** All uploads as one. Cancelled ones count as never chosen. */
export type UploadTotals = {
  /** `idle` without uploads; else the most telling word: what moves before what waits before what ended. */
  status: UploadStatus | 'idle'
  sentBytes: number
  totalBytes: number
  /** From 0 to 1, weighted by bytes; 1 only when every upload has been answered. */
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

/** Running sums over uploads: adding and taking away costs the same for ten uploads and for ten thousand. */
export type RunningTotals = {
  of: Record<UploadStatus, number>
  sentBytes: number
  totalBytes: number
  /** Whose storage and backend have answered. */
  answered: number
}

/** The sums over nothing. */
export function createTotals(): RunningTotals {
  const of = {
    queued: 0,
    retrying: 0,
    offline: 0,
    hashing: 0,
    signing: 0,
    uploading: 0,
    finishing: 0,
    processing: 0,
    paused: 0,
    completed: 0,
    failed: 0,
    cancelled: 0,
  }
  return { of, sentBytes: 0, totalBytes: 0, answered: 0 }
}

/** Adds an upload to the sums (`times` 1) or takes it away (-1). */
export function addToTotals(tally: RunningTotals, upload: Upload, times: 1 | -1): void {
  const { status } = upload.state
  tally.of[status] += times
  if (status === 'cancelled') return
  tally.totalBytes += times * upload.size
  tally.sentBytes += times * uploadedBytes(upload)
  if (uploadFraction(upload) === 1) tally.answered += times
}

/** What the sums say. */
export function totalsOf({ of, sentBytes, totalBytes, answered }: RunningTotals): UploadTotals {
  const { queued, retrying, offline, paused, completed, failed, cancelled } = of
  const active = of.hashing + of.signing + of.uploading + of.finishing + of.processing
  const total = queued + retrying + offline + active + paused + completed + failed
  const counts = { total, queued, retrying, offline, active, paused, completed, failed, cancelled }
  const all = answered === total
  const share = totalBytes === 0 ? answered / total : sentBytes / totalBytes
  const fraction = total === 0 ? 0 : all ? 1 : Math.min(share, maxFractionBeforeResponse)
  const status = statusPriority.find((word) => of[word] > 0) ?? 'idle'
  return { status, sentBytes, totalBytes, fraction, counts }
}

/** Sums all uploads up: in bytes, not as a mean of percentages. */
export function uploadTotals(uploads: readonly Upload[]): UploadTotals {
  const tally = createTotals()
  for (const upload of uploads) addToTotals(tally, upload, 1)
  return totalsOf(tally)
}
