'use client'

import { useMemo } from 'react'
import { uploadFraction, uploadTotals, uploadedBytes, type UploadCounts } from '../../uploader/progress.ts'
import type { Upload, UploadStatus } from '../../uploader/upload.ts'
import type { UploadActionsAvailable } from '../../ui/uploads/available-actions.ts'
import { useProgressSource } from './use-progress-source.ts'
import { useSecondsUntil } from './use-seconds-until.ts'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useFormat } from '../i18n/use-format.ts'

/** Attributes of an element that shows progress. */
export type ProgressBarProps = {
  role: 'progressbar'
  /** The file's name, or what all of them are called. */
  'aria-label': string
  'aria-valuemin': 0
  'aria-valuemax': 100
  /** Whole percents; absent where nobody can tell how long it takes. */
  'aria-valuenow': number | undefined
  'aria-valuetext': string
  'data-status': UploadStatus | 'idle'
}

/** Progress in the provider's words and numbers. */
export type ProgressLabels = {
  /** The phase: `Uploading`; of one that is tried again by itself, when. */
  status: string
  /** What went wrong: of a failed one, and of one that is tried again by itself. */
  error: string | undefined
  /** `45%`, while bytes move or wait to. */
  percent: string | undefined
  /** `12 MB of 27 MB`, or `27 MB` where nothing or everything is out. */
  amount: string
  /** `3.4 MB/s`. */
  speed: string | undefined
  /** `2 min left`. */
  timeLeft: string | undefined
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
  /** What can be done with it, or with one of all at least. */
  can: UploadActionsAvailable
  labels: ProgressLabels
  progressBarProps: ProgressBarProps
}

/**
 * Progress of one upload, or of all: re-renders once a frame at most.
 *
 * @param id of one upload; without it, all of them in bytes
 */
export function useUploadProgress(id?: string): UseUploadProgressResult {
  const { upload, totals, can, bytesPerSecond } = useProgressSource(id)
  const messages = useMessages(uploadsMessages)
  const format = useFormat()
  const state = upload?.state
  const secondsToRetry = useSecondsUntil(state?.status === 'retrying' ? state.at : undefined)
  return useMemo(() => {
    const { status, sentBytes, totalBytes, fraction, counts } = upload ? totalsOfOne(upload) : totals
    // Bytes that are out, or whose speed is unknown, leave nothing to calculate with.
    const remaining = totalBytes - sentBytes
    const secondsLeft = bytesPerSecond && remaining > 0 ? remaining / bytesPerSecond : undefined

    const moving = status === 'uploading'
    // What starts over has nothing to show for itself.
    const willRestart = state?.status === 'paused' && state.willRestart === true
    const isKept = status === 'offline' || (status === 'paused' && !willRestart)
    const percent = format.percent(fraction)
    const sent = format.bytes(sentBytes)
    const total = format.bytes(totalBytes)
    const isPartly = (moving || isKept || status === 'failed') && remaining > 0 && sentBytes > 0
    const word = willRestart ? messages.uploads.willRestart : messages.uploads.status[status]
    const failure = state?.status === 'failed' || state?.status === 'retrying' ? state.error : undefined
    const labels: ProgressLabels = {
      status:
        secondsToRetry === undefined ? word : messages.uploads.retryingIn(format.duration(secondsToRetry)),
      error: failure && messages.errors.describe(failure),
      percent: moving || (isKept && sentBytes > 0) ? percent : undefined,
      amount: moving || isPartly ? messages.uploads.amount({ sent, total }) : total,
      speed: moving && bytesPerSecond ? messages.uploads.speed(format.speed(bytesPerSecond)) : undefined,
      timeLeft:
        moving && secondsLeft !== undefined
          ? messages.uploads.timeLeft(format.timeLeft(secondsLeft))
          : undefined,
    }
    const isKnown = moving || isKept || status === 'paused' || status === 'failed' || status === 'completed'
    const progressBarProps: ProgressBarProps = {
      role: 'progressbar',
      'aria-label': upload?.name ?? messages.uploads.label,
      'aria-valuemin': 0,
      'aria-valuemax': 100,
      'aria-valuenow': isKnown ? Math.floor(fraction * 100) : undefined,
      'aria-valuetext': moving ? `${word}, ${messages.uploads.progress({ percent, sent, total })}` : word,
      'data-status': status,
    }
    return {
      status,
      sentBytes,
      totalBytes,
      fraction,
      bytesPerSecond,
      secondsLeft,
      counts,
      can,
      labels,
      progressBarProps,
    }
  }, [upload, state, totals, can, bytesPerSecond, secondsToRetry, messages, format])
}

function totalsOfOne(upload: Upload) {
  return {
    ...uploadTotals([upload]),
    status: upload.state.status,
    sentBytes: uploadedBytes(upload),
    totalBytes: upload.size,
    fraction: uploadFraction(upload),
  }
}
