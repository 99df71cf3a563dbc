import { isActive, type Upload, type UploadStatus } from './upload.ts'

// The last hundredth belongs to the answer: bytes that left a browser have not arrived yet.
const beforeTheAnswer = 0.99

/**
 * How far the bytes are, from 0 to 1. Below 1 until the storage and the backend have answered; never falls.
 */
export function uploadFraction(upload: Upload): number {
  const { status } = upload.state
  if (status === 'completed' || status === 'processing') return 1
  if (upload.size === 0) return status === 'finishing' ? beforeTheAnswer : 0
  return Math.min(shownBytes(upload) / upload.size, beforeTheAnswer)
}

/** Bytes that count as sent; never falls. */
export function shownBytes(upload: Upload): number {
  const { status } = upload.state
  const all = status === 'completed' || status === 'processing' || status === 'finishing'
  return all ? upload.size : Math.min(upload.highWaterBytes, upload.size)
}

/** How many uploads are where. */
export type UploadCounts = {
  total: number
  queued: number
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

const telling: readonly UploadStatus[] = [
  'uploading',
  'finishing',
  'signing',
  'hashing',
  'processing',
  'queued',
  'paused',
  'failed',
  'completed',
  'cancelled',
]

/** Sums all uploads up: in bytes, not as a mean of percentages. */
export function uploadTotals(uploads: readonly Upload[]): UploadTotals {
  const counts = { total: 0, queued: 0, active: 0, paused: 0, completed: 0, failed: 0, cancelled: 0 }
  const present = new Set<UploadStatus>()
  let sentBytes = 0
  let totalBytes = 0
  let answered = 0
  for (const upload of uploads) {
    const { status } = upload.state
    present.add(status)
    if (isActive(status)) counts.active++
    else counts[status as keyof UploadCounts]++
    if (status === 'cancelled') continue
    counts.total++
    totalBytes += upload.size
    sentBytes += shownBytes(upload)
    if (uploadFraction(upload) === 1) answered++
  }
  const all = answered === counts.total
  const share = totalBytes === 0 ? answered / counts.total : sentBytes / totalBytes
  const fraction = counts.total === 0 ? 0 : all ? 1 : Math.min(share, beforeTheAnswer)
  const status = telling.find((word) => present.has(word)) ?? 'idle'
  return { status, sentBytes, totalBytes, fraction, counts }
}
