'use client'

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import { getAvailableActions, type UploadActionsAvailable } from '../../ui/uploads/available-actions.ts'
import {
  progressBarProps,
  progressFigures,
  progressLabels,
  type ProgressBarProps,
  type ProgressFigures,
  type ProgressLabels,
} from '../../ui/uploads/progress-labels.ts'
import { uploadTotals } from '../../uploader/progress.ts'
import type { UploadStatus } from '../../uploader/upload.ts'
import { useAnnouncements } from '../a11y/use-upload-announcer.ts'
import { useUploadContext } from '../context.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useMessages } from '../i18n/use-messages.ts'

/** Progress of one upload, or of all together. */
export type UseUploadProgressResult = ProgressFigures & {
  /** The actions that are available for the upload, or for at least one of all. */
  can: UploadActionsAvailable
  labels: ProgressLabels
  progressBarProps: ProgressBarProps
}

/**
 * Progress of one upload, or of all; re-renders at most once per frame.
 *
 * @param id of one upload; without it, totals of all in bytes
 * @example
 * const { labels, fraction, progressBarProps } = useUploadProgress(upload.id)
 */
export function useUploadProgress(id?: string): UseUploadProgressResult {
  const { upload, totals } = useProgressSource(id)
  const messages = useMessages(uploadsMessages)
  const format = useFormat()
  useAnnouncements()
  const { state } = upload ?? {}
  const secondsToRetry = useSecondsUntil(state?.status === 'retrying' ? state.at : undefined)
  const can = useAvailableActions(state ? [state.status] : totals.statuses)
  return useMemo(() => {
    const words = { messages, format }
    const figures = progressFigures(upload, totals)
    return {
      ...figures,
      can,
      labels: progressLabels(figures, upload, secondsToRetry, words),
      progressBarProps: progressBarProps(figures, upload, words),
    }
  }, [upload, totals, can, secondsToRetry, messages, format])
}

/** The same object until the statuses change. */
function useAvailableActions(statuses: readonly UploadStatus[]): UploadActionsAvailable {
  const names = statuses.join(' ')
  return useMemo(() => {
    const known = names === '' ? [] : (names.split(' ') as UploadStatus[])
    return getAvailableActions(known)
  }, [names])
}

const noTotals = { ...uploadTotals([]), bytesPerSecond: undefined }

/** The upload, or the totals of all; subscribes to no more than that. */
function useProgressSource(id: string | undefined) {
  const { uploader } = useUploadContext()
  const subscribe = useCallback(
    (listener: () => void) =>
      id === undefined ? uploader.subscribeAll(listener) : uploader.subscribe(id, listener),
    [uploader, id],
  )
  const readUpload = () => (id === undefined ? undefined : uploader.get(id))
  const readTotals = () => (id === undefined ? uploader.totals() : noTotals)
  const upload = useSyncExternalStore(subscribe, readUpload, readUpload)
  const totals = useSyncExternalStore(subscribe, readTotals, readTotals)
  return { upload, totals }
}

/** Whole seconds until a date, at least 1; `undefined` without a date and on the server. */
function useSecondsUntil(date: Date | undefined): number | undefined {
  const time = date?.getTime()
  const subscribe = useCallback(
    (listener: () => void) => {
      if (time === undefined) return () => undefined
      const timer = setInterval(listener, 250)
      return () => clearInterval(timer)
    },
    [time],
  )
  const read = () => (time === undefined ? undefined : Math.max(1, Math.ceil((time - Date.now()) / 1000)))
  return useSyncExternalStore(subscribe, read, () => undefined)
}
