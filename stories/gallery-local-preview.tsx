import { useState } from 'react'
import { UploadProvider, useUploads, VideoFrameGallery, type Backend, type VideoFrame } from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { recordVideo } from './record-video.ts'

/** A video that is recorded, uploaded, and shown before the backend has any frame. */
export function LocalPreview({ frames }: { frames: readonly VideoFrame[] }) {
  const [server] = useState(() => createServer(frames))
  const [transfer] = useState(() => createScriptedTransfer())
  return (
    <UploadProvider backend={server.backend} transfer={transfer} locale="en">
      <RecordedVideo onArrive={server.arrive} />
    </UploadProvider>
  )
}

/** A backend that returns frames only after `arrive` is called. */
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

function RecordedVideo({ onArrive }: { onArrive: () => void }) {
  const { uploads, add } = useUploads()
  const video = uploads[0]
  return (
    <>
      <p style={{ marginBlock: '0 1em', display: 'flex', gap: '1em' }}>
        <button type="button" onClick={() => void recordVideo().then((file) => add([file]))}>
          Record a video and upload it
        </button>
        <button type="button" onClick={onArrive}>
          Let the server’s frames arrive
        </button>
      </p>
      {video?.remote && <VideoFrameGallery fileId={video.remote.id} />}
    </>
  )
}
