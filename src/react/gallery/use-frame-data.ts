'use client'

import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import type { UploadError } from '../../errors.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { RemoteFile, VideoMetadata } from '../../model/remote-file.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import { galleryStatus, type GalleryStatus } from '../../ui/gallery/gallery-status.ts'
import type { LocalFrames } from '../../ui/gallery/local-frames.ts'
import { isSettled, type Upload } from '../../uploader/upload.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import { useUploadContext } from '../context.ts'
import { fileKeys } from '../files/file-keys.ts'
import { fileQuery } from '../files/file-queries.ts'
import { useFramesQuery } from './use-video-frames.ts'

/** A video's frames and everything else that is known of the file. */
export type FrameData = {
  status: GalleryStatus
  error: UploadError | undefined
  frames: VideoFrames | undefined
  /** Whether no more frames will arrive. */
  isComplete: boolean
  /** Images from the local file, while the backend's are missing. */
  local: LocalFrames | undefined
  name: string | undefined
  video: VideoMetadata | undefined
  /** Fetches the frames again. Joins a request that is in flight. */
  refetch(): Promise<unknown>
}

/**
 * Combines the backend's responses (frames, file, processing status) with the local file if it was just uploaded.
 * `get` and `status` of the backend are optional.
 */
export function useFrameData(fileId: string | undefined): FrameData {
  const upload = useSourceUpload(fileId)
  const isUploading = upload?.isUploading ?? false
  // Until the upload is confirmed, the backend would respond with `not-found`.
  const remoteId = isUploading ? undefined : fileId
  const { query, state, hasEnded, refetch } = useFramesQuery(remoteId)
  const { data: frames, error: framesError } = query
  const file = useOptionalFile(remoteId)

  const isComplete = frames?.complete === true || hasEnded
  const kind = file?.kind ?? (upload && isUploading ? fileKindOf(upload.contentType) : undefined)
  const { status, error } = useMemo(
    () => galleryStatus({ frames, framesError, hasEnded, kind, state, isUploading }),
    [frames, framesError, hasEnded, kind, state, isUploading],
  )

  const isMissing = isUploading || status === 'unsupported' || (frames !== undefined && !isComplete)
  const isCaptured = useStayTrue(fileId, isMissing, status === 'loading')
  const isVideo = upload !== undefined && fileKindOf(upload.contentType) === 'video'
  const local = useLocalFrames(fileId, isCaptured && isVideo ? upload.source : undefined)

  const remoteVideo = file?.video
  const name = file?.name ?? upload?.name
  const { width, height, duration } = local ?? {}
  return useMemo(() => {
    const size = remoteVideo?.width && remoteVideo.height ? {} : { width, height }
    const video = { duration, ...size, ...remoteVideo }
    return { status, error, frames, isComplete, local, name, video, refetch }
  }, [status, error, frames, isComplete, local, name, remoteVideo, duration, width, height, refetch])
}

function useOptionalFile(fileId: string | undefined): RemoteFile | undefined {
  const { backend } = useUploadContext()
  const id = fileId ?? ''
  const { data } = useQuery<RemoteFile, Error, RemoteFile, ReturnType<typeof fileKeys.get>>({
    queryKey: fileKeys.get(backend, id),
    queryFn: skipToken,
    ...(backend.get && fileQuery(backend, id)),
    enabled: fileId !== undefined,
  })
  return data
}

/** Whether `value` is true, or was true for the same key and `isPending` since. */
function useStayTrue(key: string | undefined, value: boolean, isPending: boolean): boolean {
  const [lastKey, setLastKey] = useState<string>()
  const result = value || (isPending && key !== undefined && lastKey === key)
  const nextKey = result ? key : undefined
  if (nextKey !== lastKey) setLastKey(nextKey)
  return result
}

/** The upload that a file came from, without its progress. */
type SourceUpload = {
  source: File | Blob
  name: string
  contentType: string
  /** Whether the upload is not confirmed yet. */
  isUploading: boolean
}

/** Finds a file among the uploads; re-renders only when the result changes. */
function useSourceUpload(fileId: string | undefined): SourceUpload | undefined {
  const { uploader } = useUploadContext()
  const read = useMemo(() => createReader(uploader, fileId), [uploader, fileId])
  return useSyncExternalStore(uploader.subscribeAll, read, read)
}

function createReader(uploader: Uploader, fileId: string | undefined) {
  let cached: SourceUpload | undefined
  return (): SourceUpload | undefined => {
    const upload =
      fileId === undefined ? undefined : uploader.uploads().findLast(({ remote }) => remote?.id === fileId)
    const isSame =
      upload?.source === cached?.source && (!upload || isUnconfirmed(upload) === cached?.isUploading)
    if (isSame) return cached
    cached = upload && {
      source: upload.source,
      name: upload.name,
      contentType: upload.contentType,
      isUploading: isUnconfirmed(upload),
    }
    return cached
  }
}

function isUnconfirmed({ state }: Upload): boolean {
  return !isSettled(state.status) && state.status !== 'processing'
}

// Outside the hook: the React Compiler does not compile functions with an `import()`.
const importCapture = () => import('../../ui/gallery/capture-frames.ts')

type Capture = { fileId: string | undefined; file: File | Blob; frames: LocalFrames }

/**
 * Images of a local video, one after another as they are captured. Their URLs are revoked when they are no longer
 * needed; the video's size and duration stay known.
 *
 * @param file Nothing is captured while it is `undefined`.
 */
function useLocalFrames(fileId: string | undefined, file: File | Blob | undefined): LocalFrames | undefined {
  const [capture, setCapture] = useState<Capture>()

  useEffect(() => {
    if (!file) return
    const controller = new AbortController()
    const { signal } = controller
    const onChange = (frames: LocalFrames) => setCapture({ fileId, file, frames })
    // Previews are optional: without them, because the browser can't play the video or the chunk can't be loaded, the
    // gallery waits for the backend's frames.
    importCapture()
      .then(({ captureFrames }) => captureFrames(file, { signal, onChange }))
      .catch(() => undefined)
    return () => {
      controller.abort()
      // A hidden <Activity> keeps its state, and the URLs in it no longer work.
      setCapture((previous) => previous && { ...previous, frames: { ...previous.frames, urls: [] } })
    }
  }, [fileId, file])

  return useMemo(() => {
    if (!capture || capture.fileId !== fileId) return undefined
    return capture.file === file ? capture.frames : { ...capture.frames, urls: [] }
  }, [capture, fileId, file])
}
