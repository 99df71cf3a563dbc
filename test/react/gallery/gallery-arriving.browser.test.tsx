import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import {
  UploadProvider,
  useUploads,
  VideoFrameGallery,
  type Backend,
  type VideoFrames,
} from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { recordVideo } from '../../../stories/record-video.ts'
import { nextFrames, renderInProvider } from '../render.tsx'
import { backendOf, framesOf, makeImage, option, show } from './gallery-page.tsx'

let picture = ''
let video = new File([], '')
beforeAll(async () => {
  picture = await makeImage()
  video = await recordVideo(1)
})

/** Addresses that were made and not given back. */
const alive = new Set<string>()
const { createObjectURL, revokeObjectURL } = URL
beforeEach(() => {
  alive.clear()
  URL.createObjectURL = (source) => {
    const url = createObjectURL(source)
    alive.add(url)
    return url
  }
  URL.revokeObjectURL = (url) => {
    alive.delete(url)
    revokeObjectURL(url)
  }
})
afterEach(() => {
  cleanup()
  Object.assign(URL, { createObjectURL, revokeObjectURL })
})

/** A backend that has no frames of what is uploaded until it is told. */
function slowBackend(count = 6) {
  let isDone = false
  const backend: Backend = {
    ...createFakeBackend({ processingMs: Infinity }),
    async frames(fileId) {
      const whole = framesOf(count, () => picture)
      return isDone ? { ...whole, fileId } : { fileId, frameCount: count, frames: [], complete: false }
    },
  }
  return {
    backend,
    finish() {
      isDone = true
    },
  }
}

/** @param shows from when on it shows a gallery */
function Uploader({ shows = 'signed' }: { shows?: 'signed' | 'completed' }) {
  const { uploads, add } = useUploads()
  const [upload] = uploads
  const isShown = shows === 'signed' || upload?.state.status === 'completed'
  const id = isShown ? upload?.remote?.id : undefined
  return (
    <>
      <button type="button" onClick={() => add([video])}>
        Upload
      </button>
      {id !== undefined && <VideoFrameGallery fileId={id} />}
    </>
  )
}

const statuses = () => screen.getAllByRole('option').map(({ dataset }) => dataset['status'])

test('the file’s own pictures stand in until the backend’s arrive, and nothing moves when they do', async () => {
  const server = slowBackend()
  const { unmount } = renderInProvider(<Uploader />, { backend: server.backend })
  fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
  await waitFor(
    () => {
      expect(statuses()).toEqual(Array.from({ length: 6 }, () => 'preview'))
      expect(option(6).querySelector('img')?.naturalWidth).toBe(320)
    },
    { timeout: 20_000 },
  )
  expect(screen.getByRole('region').getAttribute('aria-label')).toBe('Video frames of holiday.webm')
  const places = () =>
    screen.getAllByRole('option').map((cell) => cell.getBoundingClientRect().toJSON() as object)
  const before = places()
  const image = option(1).querySelector('img')

  server.finish()
  await waitFor(
    () => {
      expect(statuses()).toEqual(Array.from({ length: 6 }, () => 'ready'))
    },
    { timeout: 20_000 },
  )
  expect(places()).toEqual(before)
  // The same element: its former picture is seen until the new one is there.
  expect(option(1).querySelector('img')).toBe(image)
  await waitFor(() => {
    expect(alive.size).toBe(0)
  })
  unmount()
})

test('pictures that were taken are given back when nobody shows them any more', async () => {
  const { backend } = slowBackend()
  const { unmount } = renderInProvider(<Uploader />, { backend })
  fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
  await waitFor(
    () => {
      expect(statuses()).toContain('preview')
    },
    { timeout: 20_000 },
  )
  expect(alive.size).toBeGreaterThan(0)
  unmount()
  await nextFrames()
  await waitFor(() => {
    expect(alive.size).toBe(0)
  })
})

test('where the backend’s frames are there, the file is not touched', async () => {
  const whole = framesOf(6, () => picture)
  const backend: Backend = {
    ...createFakeBackend(),
    frames: (fileId) => Promise.resolve({ ...whole, fileId }),
  }
  // While bytes are on their way nobody has frames of it: a gallery then shows the file's own.
  renderInProvider(<Uploader shows="completed" />, { backend })
  fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
  await screen.findAllByRole('option')
  expect(alive.size).toBe(0)
})

test('while bytes are on their way the backend is not asked for frames', async () => {
  let asked = 0
  const backend: Backend = {
    ...createFakeBackend(),
    confirm: () => new Promise(() => undefined),
    frames(fileId) {
      asked++
      return Promise.resolve({ fileId, frameCount: 0, frames: [], complete: true })
    },
  }
  const transfer = createScriptedTransfer()
  renderInProvider(
    <UploadProvider backend={backend} transfer={transfer}>
      <Uploader />
    </UploadProvider>,
  )
  fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
  await screen.findByText('Frames appear here while the video is processed.')
  await waitFor(
    () => {
      expect(screen.getAllByRole('option')).toHaveLength(12)
    },
    { timeout: 20_000 },
  )
  expect(asked).toBe(0)
})

test('when processing has failed nobody asks for frames any more, and those that are there are shown', async () => {
  const half: VideoFrames = { ...framesOf(3, () => picture), frameCount: 8, complete: false }
  const backend = backendOf(() => half, { status: 'failed', error: 'The video breaks off.' })
  await show(backend)
  await screen.findByText('The video breaks off.')
  expect(screen.getAllByRole('option')).toHaveLength(3)
  const asked = backend.asked()
  // The third poll would have come after less than a second.
  await new Promise((resolve) => setTimeout(resolve, 2_500))
  expect(backend.asked()).toBeLessThanOrEqual(asked + 1)
  const settled = backend.asked()
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => {
    expect(backend.asked()).toBe(settled + 1)
  })
})

test('new URLs replace old ones in the same element, so that the former picture is seen until then', async () => {
  const second = await makeImage('red')
  const soon = () => new Date(Date.now() + 1_500)
  const backend = backendOf((asked) => ({
    ...framesOf(2, () => (asked % 2 === 1 ? picture : second)),
    urlExpiresAt: soon(),
  }))
  await show(backend)
  const image = () => option(1).querySelector('img')
  await waitFor(() => {
    expect(image()?.naturalWidth).toBeGreaterThan(0)
  })
  const element = image()
  let gone = 0
  while (backend.asked() < 3) {
    await nextFrames()
    if (!element?.isConnected || !element.hasAttribute('src')) gone++
  }
  expect(gone).toBe(0)
  expect(image()).toBe(element)
  // A picture that is decoded later than its address changes leaves a hole meanwhile.
  expect(element?.decoding).toBe('auto')
})

test('two galleries are told apart by their landmarks, and a label of one’s own wins', async () => {
  const backend = backendOf(() => framesOf(2, () => picture))
  const other = backendOf(() => framesOf(2, () => picture), { name: 'trailer.mov' })
  renderInProvider(
    <>
      <VideoFrameGallery fileId="film" />
      <UploadProvider backend={{ ...other, name: 'other' }}>
        <VideoFrameGallery fileId="film" />
        <VideoFrameGallery fileId="film" label="Stills" />
      </UploadProvider>
    </>,
    { backend },
  )
  for (const name of ['Video frames of film.mp4', 'Video frames of trailer.mov', 'Stills']) {
    expect(await screen.findByRole('region', { name })).toBeTruthy()
    expect(await screen.findByRole('listbox', { name })).toBeTruthy()
  }
})

test('how many frames there are is read out once they are all there, and not before', async () => {
  let arrived = 1
  const whole = framesOf(2, () => picture)
  const backend = backendOf(() => ({ ...whole, frames: whole.frames.slice(0, arrived), complete: false }), {
    status: 'processing',
  })
  await show(backend)
  const message = (await screen.findByText('1 of 2 frames')).closest('[role=status]')
  expect(message?.getAttribute('aria-live')).toBe('off')
  arrived = 2
  await waitFor(() => {
    expect(message?.textContent).toBe('2 frames')
  })
  expect(message?.getAttribute('aria-live')).toBe('polite')
})
