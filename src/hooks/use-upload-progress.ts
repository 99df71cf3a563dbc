'use client'

import { useMemo } from 'react'
import { uploadFraction, uploadTotals, shownBytes, type UploadCounts } from '../upload/progress.ts'
import type { Upload, UploadStatus } from '../upload/upload.ts'
import { useProgressSource } from './use-progress-source.ts'
import { useUploadText } from './use-upload-text.ts'

/** Attributes of an element that shows progress. */
export type ProgressBarProps = {
  role: 'progressbar'
  'aria-valuemin': 0
  'aria-valuemax': 100
  /** Whole percents; absent where nobody can tell how long it takes. */
  'aria-valuenow': number | undefined
  'aria-valuetext': string
  'data-status': UploadStatus | 'idle'
}

/** Progress of one upload, or of all together. */
export type UseUploadProgressResult = {
  status: UploadStatus | 'idle'
  sentBytes: number
  totalBytes: number
  /** From 0 to 1; below 1 until the answer. Never falls while nothing is added or removed. */
  fraction: number
  /** Measured over the last seconds; `undefined` until there is enough to say. */
  bytesPerSecond: number | undefined
  secondsLeft: number | undefined
  counts: UploadCounts
  progressBarProps: ProgressBarProps
}

/**
 * Progress of one upload, or of all: re-renders once a frame at most.
 *
 * @param id of one upload; without it, all of them in bytes
 */
export function useUploadProgress(id?: string): UseUploadProgressResult {
  const { upload, totals, bytesPerSecond } = useProgressSource(id)
  const { messages, format } = useUploadText()
  return useMemo(() => {
    const { status, sentBytes, totalBytes, fraction, counts } = upload ? totalsOfOne(upload) : totals
    // Bytes that are out, or whose speed is unknown, leave nothing to calculate with.
    const remaining = totalBytes - sentBytes
    const secondsLeft = bytesPerSecond && remaining > 0 ? remaining / bytesPerSecond : undefined
    const texts = {
      percent: format.percent(fraction),
      sent: format.bytes(sentBytes),
      total: format.bytes(totalBytes),
    }
    const moving =
      status === 'uploading' || status === 'paused' || status === 'failed' || status === 'completed'
    const word = messages.status[status]
    const progressBarProps: ProgressBarProps = {
      role: 'progressbar',
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': moving ? Math.floor(fraction * 100) : undefined,
      'aria-valuetext': status === 'uploading' ? `${word}, ${messages.progressText(texts)}` : word,
      'data-status': status,
    }
    return { status, sentBytes, totalBytes, fraction, bytesPerSecond, secondsLeft, counts, progressBarProps }
  }, [upload, totals, bytesPerSecond, messages, format])
}

function totalsOfOne(upload: Upload) {
  return {
    ...uploadTotals([upload]),
    status: upload.state.status,
    sentBytes: shownBytes(upload),
    totalBytes: upload.size,
    fraction: uploadFraction(upload),
  }
}
