'use client'

import { skipToken, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import type { FileState } from '../../model/remote-file.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import { fileKeys, fileQueries } from '../files/file-queries.ts'
import { useTimeoutFlag } from './use-timeout-flag.ts'
import { useUploadContext } from '../context.ts'

// Since the last frame arrived. What is said to be complete needs no more than the store's own delay.
const patienceMs = 3_600_000
const afterwardsMs = 60_000

/** Frames, and whether there is still somebody to wait for. */
export type FramesResult = {
  query: UseQueryResult<VideoFrames>
  /** What the backend says of processing, while frames are missing. */
  state: FileState | undefined
  /** Whether frames are missing that will never come. */
  hasEnded: boolean
  /** Asks again and waits again. A request that is on its way serves. */
  refetch(): Promise<unknown>
}

/** Asks for frames until all are there, until processing has failed, or until none has come for too long. */
export function useFramesQuery(fileId: string | undefined): FramesResult {
  const { backend } = useUploadContext()
  const [waits, setWaits] = useState(0)
  const id = fileId ?? ''
  const isAsked = fileId !== undefined
  const options = fileQueries.frames(backend, id)

  // The query below is what asks: how often depends on what is known. Reading the client here would be forgotten by
  // the React Compiler, which takes what has the same arguments for the same.
  const { data: known } = useQuery({ ...options, enabled: false })
  const isWaiting = isAsked && known !== undefined && !known.complete
  const { data: state, refetch: refetchState } = useQuery<
    FileState,
    Error,
    FileState,
    ReturnType<typeof fileKeys.status>
  >({
    queryKey: fileKeys.status(backend, id),
    queryFn: skipToken,
    ...(backend.status && fileQueries.status(backend, id)),
    enabled: isWaiting,
  })

  const isProcessed = state?.status === 'completed'
  const what = isWaiting ? [id, known.frames.length, isProcessed, waits].join(' ') : undefined
  const isOverdue = useTimeoutFlag(what, isProcessed ? afterwardsMs : patienceMs)
  const hasEnded = isWaiting && (isOverdue || state?.status === 'failed')

  const query = useQuery({
    ...options,
    enabled: isAsked,
    refetchInterval: hasEnded ? false : options.refetchInterval,
  })
  const { refetch } = query
  const canTellState = backend.status !== undefined
  const refetchAll = useCallback(() => {
    setWaits((count) => count + 1)
    const again = refetch({ cancelRefetch: false })
    if (!isWaiting || !canTellState) return again
    return Promise.all([again, refetchState({ cancelRefetch: false })])
  }, [refetch, refetchState, isWaiting, canTellState])
  return { query, state, hasEnded, refetch: refetchAll }
}
