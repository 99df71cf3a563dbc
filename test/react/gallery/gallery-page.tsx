import { screen } from '@testing-library/react'
import {
  VideoFrameGallery,
  type Backend,
  type RemoteFile,
  type VideoFrameGalleryProps,
  type VideoFrames,
} from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import 'react-presigned/styles.css'
import { renderInProvider } from '../render.tsx'

/** URL of an image that loads. */
export async function makeImage(color = 'black'): Promise<string> {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d')
  if (context) {
    context.fillStyle = color
    context.fillRect(0, 0, canvas.width, canvas.height)
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg')
  })
  return URL.createObjectURL(blob ?? new Blob())
}

/** Frames one second apart. */
export function framesOf(count: number, urlOf: (index: number) => string): VideoFrames {
  const frames = Array.from({ length: count }, (_, index) => ({ index, url: urlOf(index), atSeconds: index }))
  return { fileId: 'video', frameCount: count, frames, complete: true }
}

/** A backend with one video; `respond` receives the number of the request for its frames. */
export function backendOf(
  respond: (request: number) => VideoFrames,
  file: Partial<RemoteFile> = {},
): Backend & { requestCount(): number } {
  let requests = 0
  const video = {
    id: 'video',
    name: 'video.mp4',
    kind: 'video',
    status: 'completed',
    raw: {},
    ...file,
  } as const
  const fake = createFakeBackend({ files: [video] })
  return { ...fake, requestCount: () => requests, frames: () => Promise.resolve(respond(++requests)) }
}

/** Renders a gallery of four columns. */
export async function show(backend: Backend, options: Omit<VideoFrameGalleryProps, 'fileId'> = {}) {
  renderInProvider(
    <div id="room" style={{ inlineSize: 640, font: '14px sans-serif' }}>
      <VideoFrameGallery fileId="video" {...options} />
    </div>,
    { backend },
  )
  return screen.findAllByRole('option')
}

export const option = (number: number) =>
  screen.getByRole('option', { name: new RegExp(`^Frame ${number.toLocaleString('en')} of`) })

/** Accessible name of the focused element. */
export const focused = () => document.activeElement?.getAttribute('aria-label')
