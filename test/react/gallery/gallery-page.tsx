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

/** Address of a real picture. */
export async function makeImage(colour = 'black'): Promise<string> {
  const canvas = document.createElement('canvas')
  const paper = canvas.getContext('2d')
  if (paper) {
    paper.fillStyle = colour
    paper.fillRect(0, 0, canvas.width, canvas.height)
  }
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/jpeg')
  })
  return URL.createObjectURL(blob ?? new Blob())
}

/** So many frames, a second apart. */
export function framesOf(count: number, urlOf: (index: number) => string): VideoFrames {
  const frames = Array.from({ length: count }, (_, index) => ({ index, url: urlOf(index), atSeconds: index }))
  return { fileId: 'film', frameCount: count, frames, complete: true }
}

/** A backend with one video, whose frames are asked for by `answer`. */
export function backendOf(
  answer: (asked: number) => VideoFrames,
  file: Partial<RemoteFile> = {},
): Backend & { asked(): number } {
  let asked = 0
  const film = { id: 'film', name: 'film.mp4', kind: 'video', status: 'completed', raw: {}, ...file } as const
  const fake = createFakeBackend({ files: [film] })
  return { ...fake, asked: () => asked, frames: () => Promise.resolve(answer(++asked)) }
}

/** A gallery of four columns. */
export async function show(backend: Backend, options: Omit<VideoFrameGalleryProps, 'fileId'> = {}) {
  renderInProvider(
    <div id="room" style={{ inlineSize: 640, font: '14px sans-serif' }}>
      <VideoFrameGallery fileId="film" {...options} />
    </div>,
    { backend },
  )
  return screen.findAllByRole('option')
}

export const option = (number: number) =>
  screen.getByRole('option', { name: new RegExp(`^Frame ${number.toLocaleString('en')} of`) })

/** What has the focus, by its name. */
export const focused = () => document.activeElement?.getAttribute('aria-label')
