import { useSuspenseQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { FileDropzone, fileQueries, UploadProgress, UploadProvider, VideoFrameGallery } from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'

const image = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='
const frames = Array.from({ length: 6 }, (_, index) => ({ index, url: image, atSeconds: index }))
const backend = createFakeBackend({
  latencyMs: 200,
  files: [{ id: 'video', name: 'video.mp4', kind: 'video', status: 'completed', raw: {} }],
  frames: { video: { fileId: 'video', frameCount: 6, frames, complete: true } },
})
const transfer = createScriptedTransfer()

/** All three components, and a suspended part that is streamed later. */
export function Page() {
  return (
    <html lang="en">
      <head>
        <title>Uploads</title>
        <link rel="icon" href="data:," />
      </head>
      <body>
        <UploadProvider backend={backend} transfer={transfer}>
          <form>
            <FileDropzone
              accept={{ 'video/*': ['.mp4'] }}
              maxSize={1_234_500_000}
              capture="environment"
              name="videos"
              acceptPageDrops
              folders
              required
            />
          </form>
          <UploadProgress />
          <UploadProgress uploadId="none" />
          <VideoFrameGallery fileId="video" />
          <Suspense fallback={<p>Loading the video</p>}>
            <Video />
          </Suspense>
        </UploadProvider>
      </body>
    </html>
  )
}

function Video() {
  const { data } = useSuspenseQuery(fileQueries.get(backend, 'video'))
  return <p id="video">{data.name}</p>
}
