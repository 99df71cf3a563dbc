'use client'

import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { UploadError } from '../errors.ts'
import type { FileState, RemoteFile, VideoMetadata } from '../model/remote-file.ts'
import type { VideoFrames } from '../model/video-frames.ts'
import { fileKeys } from './file-keys.ts'
import { fileQueries } from './file-queries.ts'
import { galleryStatus, type GalleryStatus } from './gallery-status.ts'
import { useUploadContext } from './upload-context.ts'
import { useVideoFrames } from './use-video-frames.ts'

/** A video's frames and what else the backend can tell of it. */
export type FrameSource = {
  status: GalleryStatus
  error: UploadError | undefined
  frames: VideoFrames | undefined
  video: VideoMetadata | undefined
  /** Asks for the frames again; a request that is on its way is waited for. */
  refetch(): Promise<unknown>
}

/**
 * Puts together what the backend's calls say: the frames, the file (whether it is a video, how wide it is) and,
 * as long as frames are missing, how processing goes. Backends that cannot tell the latter two need not.
 */
export function useFrameSource(fileId: string | undefined): FrameSource {
  const { backend } = useUploadContext()
  const id = fileId ?? ''
  const isAsked = fileId !== undefined
  const framesQuery = useVideoFrames(fileId)
  const { data: frames, error: framesError } = framesQuery

  const { data: file } = useQuery<RemoteFile, Error, RemoteFile, ReturnType<typeof fileKeys.get>>({
    queryKey: fileKeys.get(backend, id),
    queryFn: skipToken,
    ...(backend.get && fileQueries.get(backend, id)),
    enabled: isAsked,
  })
  const { data: state } = useQuery<FileState, Error, FileState, ReturnType<typeof fileKeys.status>>({
    queryKey: fileKeys.status(backend, id),
    queryFn: skipToken,
    ...(backend.status && fileQueries.status(backend, id)),
    enabled: isAsked && frames !== undefined && !frames.complete,
  })

  const kind = file?.kind
  const video = file?.video
  const { refetch } = framesQuery
  return useMemo(() => {
    const { status, error } = galleryStatus({ frames, framesError, kind, state })
    return { status, error, frames, video, refetch: () => refetch({ cancelRefetch: false }) }
  }, [frames, framesError, kind, state, video, refetch])
}
