import { useState } from 'react'
import {
  UploadProvider,
  VideoFrameGallery,
  type Backend,
  type RemoteFile,
  type UploadProviderProps,
  type VideoFrame,
  type VideoFrameGalleryProps,
} from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'

/** The video of the stories. */
export const video: RemoteFile = {
  id: 'video',
  name: 'video.mp4',
  kind: 'video',
  contentType: 'video/mp4',
  status: 'completed',
  raw: {},
}

type BackendOptions = Partial<Backend> & { complete?: boolean; frameCount?: number; file?: RemoteFile }

/** A backend with one video and the given frames. */
export function backendOf(
  frames: readonly VideoFrame[],
  { complete = true, frameCount = frames.length, file = video, ...own }: BackendOptions = {},
): Backend {
  const fake = createFakeBackend({
    files: [file],
    frames: { video: { fileId: 'video', frames, frameCount, complete } },
  })
  return { ...fake, ...own }
}

type Props = VideoFrameGalleryProps &
  Pick<UploadProviderProps, 'messages' | 'locale'> & { backend: () => Backend }

/** A gallery with its own provider. */
export function Gallery({ backend, messages, locale = 'en', ...props }: Props) {
  const [made] = useState(backend)
  return (
    <UploadProvider backend={made} messages={messages} locale={locale}>
      <VideoFrameGallery {...props} />
    </UploadProvider>
  )
}
