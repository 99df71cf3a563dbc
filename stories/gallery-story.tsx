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
export const film: RemoteFile = {
  id: 'film',
  name: 'film.mp4',
  kind: 'video',
  contentType: 'video/mp4',
  status: 'completed',
  raw: {},
}

type BackendOptions = Partial<Backend> & { complete?: boolean; frameCount?: number; file?: RemoteFile }

/** A backend that knows one video, whose frames are as given. */
export function backendOf(
  frames: readonly VideoFrame[],
  { complete = true, frameCount = frames.length, file = film, ...own }: BackendOptions = {},
): Backend {
  const fake = createFakeBackend({
    files: [file],
    frames: { film: { fileId: 'film', frames, frameCount, complete } },
  })
  return { ...fake, ...own }
}

type Props = VideoFrameGalleryProps &
  Pick<UploadProviderProps, 'messages' | 'locale'> & { backend: () => Backend }

/** A gallery below a provider of its own. */
export function Gallery({ backend, messages, locale = 'en', ...props }: Props) {
  const [made] = useState(backend)
  return (
    <UploadProvider backend={made} messages={messages} locale={locale}>
      <VideoFrameGallery {...props} />
    </UploadProvider>
  )
}
