'use client'

import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import type { FileState } from '../../model/remote-file.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import { useUploadContext } from '../context.ts'
import { fileKeys } from '../files/file-keys.ts'
import { framesQuery, statusQuery } from '../files/file-queries.ts'

/**
 * A video's frames with URLs that are refreshed before they expire. Polls until all frames have arrived, processing
 * has failed, or no frame has arrived for an hour.
 *
 * If an image fails to load, its URL may have expired early: `refetch({ cancelRefetch: false })` refreshes all URLs
 * with one request, as `useVideoFrameGallery` does.
 *
 * @param fileId Nothing is fetched while it is `undefined`.
 *
 * @example
 * const { data } = useVideoFrames(file.id)
 * return data?.frames.map((frame) => <img key={frame.index} src={frame.url} alt="" />)
 */
export function useVideoFrames(fileId: string | undefined) {
  return useFramesQuery(fileId).query
}

// Counted from the last frame that arrived. Once processing is complete, only the store's own delay remains.
const timeoutMs = 3_600_000
const timeoutAfterProcessingMs = 60_000

export type FramesQuery = {
  query: UseQueryResult<VideoFrames>
  /** Processing state of the file, polled while frames are missing. */
  state: FileState | undefined
  /** Whether the missing frames will never arrive. */
  hasEnded: boolean
  /** Fetches again and restarts the timeout. Joins a request that is in flight. */
  refetch(): Promise<unknown>
}

/** The query behind `useVideoFrames`, with the processing state that decides how long it polls. */
export function useFramesQuery(fileId: string | undefined): FramesQuery {
  const { backend } = useUploadContext()
  const [refetches, setRefetches] = useState(0)
  const id = fileId ?? ''
  const isEnabled = fileId !== undefined
  const options = framesQuery(backend, id)

  // Reads the cache; the query below fetches, at an interval that depends on this data. `getQueryData` instead would
  // be memoized by the React Compiler, since its arguments never change.
  const { data: cached } = useQuery({ ...options, enabled: false })
  const isIncomplete = isEnabled && cached !== undefined && !cached.complete
  const { data: state, refetch: refetchState } = useQuery<
    FileState,
    Error,
    FileState,
    ReturnType<typeof fileKeys.status>
  >({
    queryKey: fileKeys.status(backend, id),
    queryFn: skipToken,
    ...(backend.status && statusQuery(backend, id)),
    enabled: isIncomplete,
  })

  const isProcessed = state?.status === 'completed'
  const progress = isIncomplete ? [id, cached.frames.length, isProcessed, refetches].join(' ') : undefined
  const isTimedOut = useTimeoutFlag(progress, isProcessed ? timeoutAfterProcessingMs : timeoutMs)
  const hasEnded = isIncomplete && (isTimedOut || state?.status === 'failed')

  const query = useQuery({
    ...options,
    enabled: isEnabled,
    ...(hasEnded && { refetchInterval: false }),
  })
  const { refetch } = query
  const hasStatus = backend.status !== undefined
  const refetchAll = useCallback(() => {
    setRefetches((count) => count + 1)
    const frames = refetch({ cancelRefetch: false })
    if (!isIncomplete || !hasStatus) return frames
    return Promise.all([frames, refetchState({ cancelRefetch: false })])
  }, [refetch, refetchState, isIncomplete, hasStatus])
  return { query, state, hasEnded, refetch: refetchAll }
}

/** Whether `progress` has not changed for `ms`. No timer runs while it is `undefined`. */
function useTimeoutFlag(progress: string | undefined, ms: number): boolean {
  const [timedOut, setTimedOut] = useState<string>()
  useEffect(() => {
    if (progress === undefined) return
    const timer = setTimeout(() => {
      setTimedOut(progress)
    }, ms)
    return () => {
      clearTimeout(timer)
    }
  }, [progress, ms])
  return progress !== undefined && timedOut === progress
}
