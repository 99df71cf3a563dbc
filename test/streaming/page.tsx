import { useSuspenseQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { FileDropzone, fileQueries, UploadProgress, UploadProvider, VideoFrameGallery } from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'

const picture = 'data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA='
const frames = Array.from({ length: 6 }, (_, index) => ({ index, url: picture, atSeconds: index }))
const backend = createFakeBackend({
  latencyMs: 200,
  files: [{ id: 'film', name: 'film.mp4', kind: 'video', status: 'completed', raw: {} }],
  frames: { film: { fileId: 'film', frameCount: 6, frames, complete: true } },
})
const transfer = createScriptedTransfer()

/** All three components, and a part that comes later than the rest of the page. */
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
              name="films"
              acceptPageDrops
              folders
              required
            />
          </form>
          <UploadProgress />
          <UploadProgress uploadId="none" />
          <VideoFrameGallery fileId="film" />
          <Suspense fallback={<p>The film is asked for</p>}>
            <Film />
          </Suspense>
        </UploadProvider>
      </body>
    </html>
  )
}

function Film() {
  const { data } = useSuspenseQuery(fileQueries.get(backend, 'film'))
  return <p id="film">{data.name}</p>
}
