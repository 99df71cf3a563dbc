import { cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { UploadError, useVideoFrameGallery, type Backend, type RemoteFile } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { renderInProvider, runHook } from '../render.tsx'

afterEach(cleanup)

const video: RemoteFile = { id: 'video', name: 'video.mp4', kind: 'video', status: 'completed', raw: {} }
const frame = (index: number) => ({ index, url: `https://images.invalid/${index}.jpg`, atSeconds: index })

const backendOf = (file: Partial<RemoteFile>, own: Partial<Backend> = {}): Backend => ({
  ...createFakeBackend({ files: [{ ...video, ...file }] }),
  ...own,
})
const run = (backend: Backend) => runHook(() => useVideoFrameGallery('video'), { backend })

test('useVideoFrameGallery › derives its status from the responses of the backend', async () => {
  const never = () => new Promise<never>(() => undefined)
  const incomplete = () => Promise.resolve({ fileId: 'video', frameCount: 0, frames: [], complete: false })
  const refused = (code: 'unsupported' | 'not-found') => () =>
    Promise.reject(new UploadError(code, 'The message of the backend.'))
  const { get: _get, status: _status, ...framesOnly } = backendOf({}, { frames: incomplete })
  const cases: [status: string, backend: Backend][] = [
    ['loading', backendOf({}, { frames: never })],
    ['processing', backendOf({ status: 'processing' }, { frames: incomplete })],
    ['empty', backendOf({})],
    ['not-video', backendOf({ kind: 'image' })],
    ['unsupported', backendOf({}, { frames: refused('unsupported') })],
    ['failed', backendOf({ status: 'failed', error: 'No video track.' }, { frames: incomplete })],
    ['failed', backendOf({}, { frames: refused('not-found') })],
    // A backend without `get` and `status`.
    ['processing', framesOnly],
  ]
  for (const [status, backend] of cases) {
    const { result, unmount } = run(backend)
    await waitFor(() => {
      expect(result.current.status).toBe(status)
    })
    expect(result.current.message).not.toBe('')
    unmount()
  }
})

test('useVideoFrameGallery › orders frames by index, with or without gaps in the numbering', async () => {
  const sparse = { fileId: 'video', frameCount: 3, frames: [frame(90), frame(0), frame(45)], complete: true }
  const { result } = run(backendOf({}, { frames: () => Promise.resolve(sparse) }))
  await waitFor(() => {
    expect(result.current.frames.map(({ frame }) => frame?.index)).toEqual([0, 45, 90])
  })
  expect(result.current.frames[1]).toMatchObject({
    index: 1,
    label: 'Frame 2 of 3, at 0:45',
    timecode: '0:45',
  })
  cleanup()

  const holes = { fileId: 'video', frameCount: 4, frames: [frame(3), frame(1)], complete: false }
  const second = run(backendOf({ status: 'processing' }, { frames: () => Promise.resolve(holes) }))
  await waitFor(() => {
    expect(second.result.current.frames.map(({ status }) => status)).toEqual([
      'pending',
      'ready',
      'pending',
      'ready',
    ])
  })
})

test('useVideoFrameGallery › works with other markup', async () => {
  function Strip() {
    const gallery = useVideoFrameGallery('video')
    return (
      <>
        <div {...gallery.getGridProps()}>
          {gallery.frames.map(({ index, timecode }) => (
            <b key={index} {...gallery.getFrameProps(index)}>
              {timecode}
            </b>
          ))}
        </div>
        <output>{gallery.selected?.timecode ?? 'none'}</output>
        {gallery.shown && <dialog {...gallery.dialogProps}>{gallery.shown.timecode}</dialog>}
      </>
    )
  }
  const frames = { fileId: 'video', frameCount: 3, frames: [frame(0), frame(1), frame(2)], complete: true }
  renderInProvider(<Strip />, { backend: backendOf({}, { frames: () => Promise.resolve(frames) }) })
  const [first, second] = await screen.findAllByRole('option')
  first?.focus()
  await userEvent.keyboard('{ArrowRight} ')
  expect(document.activeElement).toBe(second)
  expect(screen.getByText('0:01', { selector: 'output' })).toBeDefined()
  await userEvent.keyboard('{Enter}')
  expect((await screen.findByRole('dialog')).textContent).toBe('0:01')
  await userEvent.keyboard('{Escape}')
  await waitFor(() => {
    expect(document.activeElement).toBe(second)
  })
})

test('useVideoFrameGallery › throws without `frames` in the backend, and lists what the backend can do', () => {
  const { frames: _none, ...backend } = createFakeBackend()
  expect(() => run(backend)).toThrow("backend 'fake' cannot list video frames; it can: sign,")
})
