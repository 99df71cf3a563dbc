import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import {
  UploadError,
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

let image = ''
let video = new File([], '')
beforeAll(async () => {
  image = await makeImage()
  video = await recordVideo(1)
})

/** Object URLs that are not revoked yet. */
const unrevoked = new Set<string>()
const { createObjectURL, revokeObjectURL } = URL
beforeEach(() => {
  unrevoked.clear()
  URL.createObjectURL = (source) => {
    const url = createObjectURL(source)
    unrevoked.add(url)
    return url
  }
  URL.revokeObjectURL = (url) => {
    unrevoked.delete(url)
    revokeObjectURL(url)
  }
})
afterEach(() => {
  cleanup()
  Object.assign(URL, { createObjectURL, revokeObjectURL })
})

/** A backend whose frames arrive when `finish` is called. */
function slowBackend(count = 6) {
  let isDone = false
  const backend: Backend = {
    ...createFakeBackend({ processingMs: Infinity }),
    async frames(fileId) {
      const whole = framesOf(count, () => image)
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

/** Uploads a video and shows its gallery from the given state on. */
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

test('VideoFrameGallery › shows local previews until the frames arrive, without a layout shift', async () => {
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
  const rects = () =>
    screen.getAllByRole('option').map((cell) => cell.getBoundingClientRect().toJSON() as object)
  const before = rects()
  const image = option(1).querySelector('img')

  server.finish()
  await waitFor(
    () => {
      expect(statuses()).toEqual(Array.from({ length: 6 }, () => 'ready'))
    },
    { timeout: 20_000 },
  )
  expect(rects()).toEqual(before)
  // The same element, which shows the preview until the frame is loaded.
  expect(option(1).querySelector('img')).toBe(image)
  await waitFor(() => {
    expect(unrevoked.size).toBe(0)
  })
  unmount()
})

test('VideoFrameGallery › revokes the URLs of local previews after unmount', async () => {
  const { backend } = slowBackend()
  const { unmount } = renderInProvider(<Uploader />, { backend })
  fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
  await waitFor(
    () => {
      expect(statuses()).toContain('preview')
    },
    { timeout: 20_000 },
  )
  expect(unrevoked.size).toBeGreaterThan(0)
  unmount()
  await nextFrames()
  await waitFor(() => {
    expect(unrevoked.size).toBe(0)
  })
})

test('VideoFrameGallery › does not read the local file if the backend has all frames', async () => {
  const whole = framesOf(6, () => image)
  const backend: Backend = {
    ...createFakeBackend(),
    frames: (fileId) => Promise.resolve({ ...whole, fileId }),
  }
  renderInProvider(<Uploader shows="completed" />, { backend })
  fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
  await screen.findAllByRole('option')
  expect(unrevoked.size).toBe(0)
})

test('VideoFrameGallery › does not request frames while the file is uploading', async () => {
  let requests = 0
  const backend: Backend = {
    ...createFakeBackend(),
    confirm: () => new Promise(() => undefined),
    frames(fileId) {
      requests++
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
  await screen.findByText('Frames will appear here while the video is processed.')
  await waitFor(
    () => {
      expect(screen.getAllByRole('option')).toHaveLength(12)
    },
    { timeout: 20_000 },
  )
  expect(requests).toBe(0)
})

test('VideoFrameGallery › stops polling when processing has failed, and shows the frames that arrived', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] })
  onTestFinished(() => {
    vi.useRealTimers()
  })
  const half: VideoFrames = { ...framesOf(3, () => image), frameCount: 8, complete: false }
  const backend = backendOf(() => half, { status: 'failed', error: 'The video breaks off.' })
  renderInProvider(<VideoFrameGallery fileId="video" />, { backend })
  // Code that is loaded on demand takes real time.
  for (let rounds = 0; rounds < 100 && !screen.queryByText('The video breaks off.'); rounds++) {
    await act(async () => {
      await new Promise((resolve) => requestAnimationFrame(resolve))
      await vi.advanceTimersByTimeAsync(1_000)
    })
  }
  expect(screen.getByText('The video breaks off.')).toBeTruthy()
  expect(screen.getAllByRole('option')).toHaveLength(3)

  const requests = backend.requestCount()
  await act(() => vi.advanceTimersByTimeAsync(600_000))
  expect(backend.requestCount()).toBe(requests)
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await act(() => vi.advanceTimersByTimeAsync(1_000))
  expect(backend.requestCount()).toBe(requests + 1)
})

test('VideoFrameGallery › shows local previews of a video for which the backend makes no frames', async () => {
  const backend: Backend = {
    ...createFakeBackend(),
    frames: () => Promise.reject(new UploadError('unsupported', 'No frames are taken from this file.')),
  }
  renderInProvider(<Uploader shows="completed" />, { backend })
  fireEvent.click(screen.getByRole('button', { name: 'Upload' }))
  await screen.findByText('Preview from your device', undefined, { timeout: 20_000 })
  await waitFor(() => expect(statuses()).toContain('preview'), { timeout: 20_000 })
  expect(screen.queryByText('This file is not a video.')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull()
})

test('VideoFrameGallery › a refreshed URL keeps the element, which shows the previous image meanwhile', async () => {
  const second = await makeImage('red')
  const soon = () => new Date(Date.now() + 1_500)
  const backend = backendOf((request) => ({
    ...framesOf(2, () => (request % 2 === 1 ? image : second)),
    urlExpiresAt: soon(),
  }))
  await show(backend)
  const current = () => option(1).querySelector('img')
  await waitFor(() => {
    expect(current()?.naturalWidth).toBeGreaterThan(0)
  })
  const element = current()
  let missingCount = 0
  while (backend.requestCount() < 3) {
    await nextFrames()
    if (!element?.isConnected || !element.hasAttribute('src')) missingCount++
  }
  expect(missingCount).toBe(0)
  expect(current()).toBe(element)
  // With `async` decoding, the image would disappear for a moment.
  expect(element?.decoding).toBe('auto')
})

test('VideoFrameGallery › names its landmark after the file, or by the label', async () => {
  const backend = backendOf(() => framesOf(2, () => image))
  const other = backendOf(() => framesOf(2, () => image), { name: 'trailer.mov' })
  renderInProvider(
    <>
      <VideoFrameGallery fileId="video" />
      <UploadProvider backend={{ ...other, name: 'other' }}>
        <VideoFrameGallery fileId="video" />
        <VideoFrameGallery fileId="video" label="Stills" />
      </UploadProvider>
    </>,
    { backend },
  )
  for (const name of ['Video frames of video.mp4', 'Video frames of trailer.mov', 'Stills']) {
    expect(await screen.findByRole('region', { name })).toBeTruthy()
    expect(await screen.findByRole('listbox', { name })).toBeTruthy()
  }
})

test('VideoFrameGallery › announces the number of frames when all have arrived', async () => {
  let arrived = 1
  const whole = framesOf(2, () => image)
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
