import { useState } from 'react'
import { UploadProvider, type Transfer, type UploadProviderProps } from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { AddFiles } from './upload-story.tsx'
import { sampleFile } from './sample-file.ts'
import { drawPhoto } from './draw-image.ts'
import { sampleVideo } from './sample-video.ts'

const names = {
  uploading: 'launch-video-final.mp4',
  paused: 'customers-2026.parquet',
  finishing: 'harbour-at-dawn.jpg',
  processing: 'sunset.webm',
  failed: 'board-deck-q3.pdf',
  completed: 'portrait.jpg',
  signing: 'transcript.txt',
}

const files = [
  sampleFile(names.uploading, 184_000_000, 'video/mp4'),
  drawPhoto(names.finishing, 4, 6_400_000),
  sampleVideo(names.processing),
  sampleFile(names.failed, 12_400_000, 'application/pdf'),
  drawPhoto(names.completed, 2, 3_100_000),
  sampleFile(names.paused, 64_000_000),
  sampleFile(names.signing, 48_000, 'text/plain'),
  sampleFile('archive.zip', 512_000_000, 'application/zip'),
  sampleFile('voice-note.m4a', 1_900_000),
]

/** A backend that never responds for one file, and never finishes processing another. */
function slowBackend() {
  const fake = createFakeBackend({ processingMs: Infinity })
  return {
    ...fake,
    maxBatchSize: 1,
    sign: (intents, call) =>
      intents[0]?.name === names.signing ? new Promise<never>(() => undefined) : fake.sign(intents, call),
    async confirm(upload, response, call) {
      const file = await fake.confirm(upload, response, call)
      return file.name === names.processing ? file : { ...file, status: 'completed' }
    },
  } satisfies UploadProviderProps['backend']
}

const failAtOnce = { maxElapsedMs: 0 }

function transferBySize(): Transfer {
  return createScriptedTransfer(({ size }) => {
    if (size === 184_000_000) return { bytesPerSecond: 6_000_000 }
    if (size === 6_400_000) return { responseDelayMs: Infinity }
    if (size === 12_400_000) return { breakAt: 0.4 }
    if (size === 64_000_000 || size > 500_000_000) return { stallAt: 0.2 }
    return {}
  })
}

/** One upload in each state, as far as possible. */
export function AllStatesStory({
  children,
  ...options
}: Pick<UploadProviderProps, 'children' | 'locale' | 'messages'>) {
  const [backend] = useState(slowBackend)
  const [transfer] = useState(transferBySize)
  return (
    <UploadProvider
      backend={backend}
      transfer={transfer}
      retry={failAtOnce}
      concurrency={5}
      locale="en"
      {...options}
    >
      <AddFiles files={files} />
      {children}
    </UploadProvider>
  )
}
