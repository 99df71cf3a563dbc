import { useState } from 'react'
import { UploadProvider, useUploads, VideoFrameGallery, type Backend, type VideoFrame } from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { recordVideo } from './record-video.ts'

/** A film that is recorded, uploaded, and shown before the backend has any frame of it. */
export function LocalPreview({ frames }: { frames: readonly VideoFrame[] }) {
  const [server] = useState(() => createServer(frames))
  const [transfer] = useState(() => createScriptedTransfer())
  return (
    <UploadProvider backend={server.backend} transfer={transfer} locale="en">
      <Film onArrive={server.arrive} />
    </UploadProvider>
  )
}

/** A backend whose frames arrive when it is told. */
function createServer(frames: readonly VideoFrame[]) {
  let hasArrived = false
  const backend: Backend = {
    ...createFakeBackend({ processingMs: Infinity }),
    async frames(fileId) {
      const arrived = hasArrived ? frames : []
      return { fileId, frames: arrived, frameCount: frames.length, complete: hasArrived }
    },
  }
  return {
    backend,
    arrive() {
      hasArrived = true
    },
  }
}

function Film({ onArrive }: { onArrive: () => void }) {
  const { uploads, add } = useUploads()
  const film = uploads[0]
  return (
    <>
      <p style={{ marginBlock: '0 1em', display: 'flex', gap: '1em' }}>
        <button type="button" onClick={() => void recordVideo().then((file) => add([file]))}>
          Record a film and upload it
        </button>
        <button type="button" onClick={onArrive}>
          Let the server’s frames arrive
        </button>
      </p>
      {film?.remote && <VideoFrameGallery fileId={film.remote.id} />}
    </>
  )
}
