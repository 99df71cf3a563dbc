'use client'

import { skipToken, useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { UploadError } from '../../errors.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { RemoteFile, VideoMetadata } from '../../model/remote-file.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import { fileKeys, fileQueries } from '../files/file-queries.ts'
import { galleryStatus, type GalleryStatus } from '../../ui/gallery/gallery-status.ts'
import type { LocalFrames } from '../../ui/gallery/local-frames.ts'
import { useFramesQuery } from './use-frames-query.ts'
import { useLocalFrames } from './use-local-frames.ts'
import { useUploadContext } from '../context.ts'
import { useSourceUpload } from './use-source-upload.ts'

/** A video's frames and what else can be told of it. */
export type FrameSource = {
  status: GalleryStatus
  error: UploadError | undefined
  frames: VideoFrames | undefined
  /** Whether no more frames are to come. */
  isOver: boolean
  /** The file's own pictures, while the backend's are missing. */
  local: LocalFrames | undefined
  name: string | undefined
  video: VideoMetadata | undefined
  /** Asks for the frames again; a request that is on its way is waited for. */
  refetch(): Promise<unknown>
}

/**
 * Puts together what the backend's calls say, and the file itself where it has just been uploaded: the frames, the
 * file (whether it is a video, how wide it is) and how processing goes. Backends that cannot tell the latter two
 * need not.
 */
export function useFrameData(fileId: string | undefined): FrameSource {
  const { backend } = useUploadContext()
  const upload = useSourceUpload(fileId)
  const isUploading = upload?.isUploading ?? false
  // A file that is not there yet would be answered for with `not-found`.
  const askedId = isUploading ? undefined : fileId
  const { query, state, hasEnded, refetch } = useFramesQuery(askedId)
  const { data: frames, error: framesError } = query

  const id = fileId ?? ''
  const { data: file } = useQuery<RemoteFile, Error, RemoteFile, ReturnType<typeof fileKeys.get>>({
    queryKey: fileKeys.get(backend, id),
    queryFn: skipToken,
    ...(backend.get && fileQueries.get(backend, id)),
    enabled: askedId !== undefined,
  })

  const isOver = frames?.complete === true || hasEnded
  const isMissing = isUploading || (frames !== undefined && !isOver)
  const isVideo = upload !== undefined && fileKindOf(upload.contentType) === 'video'
  const local = useLocalFrames(fileId, isMissing && isVideo ? upload.source : undefined)

  const kind = file?.kind ?? (upload && isUploading ? fileKindOf(upload.contentType) : undefined)
  const told = file?.video
  const name = file?.name ?? upload?.name
  const { width, height, duration } = local ?? {}
  return useMemo(() => {
    const facts = { frames, framesError, hasEnded, kind, state, isUploading }
    const { status, error } = galleryStatus(facts)
    const video = { duration, ...(told?.width && told.height ? {} : { width, height }), ...told }
    return { status, error, frames, isOver, local, name, video, refetch }
  }, [
    frames,
    framesError,
    hasEnded,
    kind,
    state,
    isUploading,
    isOver,
    local,
    name,
    told,
    duration,
    width,
    height,
    refetch,
  ])
}
