import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { Activity, useState, type ReactNode } from 'react'
import { afterEach, expect, onTestFinished, test, vi } from 'vitest'
import {
  FileDropzone,
  UploadProgress,
  useFilePreview,
  useFileStatus,
  useLeaveGuard,
  useUploads,
  VideoFrameGallery,
  type Backend,
} from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { drawPhoto } from '../../stories/draw-image.ts'
import { recordVideo } from '../../stories/record-video.ts'
import { dropFiles } from '../support/drop.ts'
import { nextFrames, renderInProvider } from './render.tsx'

afterEach(cleanup)

let setMode: (mode: 'visible' | 'hidden') => void = () => undefined

/** A part of the page that can be hidden and shown again. */
function Tab({ children }: { children: ReactNode }) {
  const [mode, set] = useState<'visible' | 'hidden'>('visible')
  setMode = set
  return (
    <Activity mode={mode}>
      <div aria-label="tab">{children}</div>
    </Activity>
  )
}

const hide = () => act(async () => setMode('hidden'))
const show = () => act(async () => setMode('visible'))
const file = (name: string, type = 'text/plain') => new File(['hello'], name, { type })

const rows = () => [...document.querySelectorAll<HTMLElement>('.rp-upload')]

type Uploads = ReturnType<typeof useUploads>

/** Exposes the uploads to the test, outside of the hidden part. */
function Probe({ onRender }: { onRender(uploads: Uploads): void }) {
  onRender(useUploads())
  return null
}

test('hidden list › continues its uploads, and is up to date when it is shown again', async () => {
  let now: Uploads | undefined
  renderInProvider(
    <>
      <Probe onRender={(uploads) => (now = uploads)} />
      <Tab>
        <FileDropzone />
        <UploadProgress />
      </Tab>
    </>,
    { transfer: createScriptedTransfer({ responseDelayMs: 200 }) },
  )
  const dropzone = screen.getByRole('group', { name: 'Add files' })
  dropFiles(dropzone, [file('a.txt')])
  await waitFor(() => {
    expect(rows()).toHaveLength(1)
  })
  await hide()
  act(() => {
    now?.add([file('b.txt')])
  })
  await waitFor(() => {
    expect(now?.uploads.map(({ state }) => state.status)).toEqual(['completed', 'completed'])
  })
  await show()
  expect(rows().map((row) => row.dataset['status'])).toEqual(['completed', 'completed'])
  // The subscriptions are active again.
  dropFiles(dropzone, [file('c.txt')])
  await waitFor(() => {
    expect(rows().map((row) => row.dataset['status'])).toEqual(['completed', 'completed', 'completed'])
  })
})

test('hidden dropzone › reports that files were rejected whose check was running when it was hidden', async () => {
  let now: Uploads | undefined
  renderInProvider(
    <>
      <Probe onRender={(uploads) => (now = uploads)} />
      <Tab>
        <FileDropzone validate={() => new Promise(() => undefined)} />
      </Tab>
    </>,
  )
  dropFiles(screen.getByRole('group', { name: 'Add files' }), [file('a.txt')])
  await screen.findByText('Reading files…')
  await hide()
  await show()
  await screen.findByText("This file couldn't be checked. Add it again.")
  expect(screen.queryByText('Reading files…')).toBeNull()
  expect(now?.uploads).toEqual([])
})

test('hidden dropzone › accepts no page drops until it is shown again', async () => {
  let now: Uploads | undefined
  renderInProvider(
    <>
      <p>Beside</p>
      <Probe onRender={(uploads) => (now = uploads)} />
      <Tab>
        <FileDropzone acceptPageDrops />
      </Tab>
    </>,
  )
  await hide()
  dropFiles(screen.getByText('Beside'), [file('a.txt')])
  await act(nextFrames)
  expect(now?.uploads).toEqual([])
  await show()
  dropFiles(screen.getByText('Beside'), [file('b.txt')])
  await waitFor(() => {
    expect(now?.uploads.map(({ name }) => name)).toEqual(['b.txt'])
  })
})

test('hidden query › stops polling, and polls at once when it is shown again', async () => {
  let asked = 0
  let status: 'processing' | 'completed' = 'processing'
  const backend: Backend = {
    ...createFakeBackend(),
    async status(fileId) {
      asked++
      return { fileId, status }
    },
  }
  function Status() {
    return <output>{useFileStatus('a').data?.status}</output>
  }
  renderInProvider(
    <Tab>
      <Status />
    </Tab>,
    { backend },
  )
  await screen.findByText('processing')
  await hide()
  const before = asked
  await act(() => new Promise((done) => setTimeout(done, 2_500)))
  expect(asked).toBe(before)
  status = 'completed'
  await show()
  await screen.findByText('completed')
})

test('hidden preview › revokes its image URL, and creates it again when it is shown', async () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL')
  const photo = drawPhoto('a.jpg', 4)
  function Photo() {
    const { status, url } = useFilePreview(photo)
    return url ? <img src={url} alt={status} /> : null
  }
  renderInProvider(
    <Tab>
      <Photo />
    </Tab>,
  )
  const first = (await screen.findByAltText<HTMLImageElement>('ready')).src
  await hide()
  await waitFor(() => {
    expect(revoked.mock.calls.flat()).toContain(first)
  })
  await show()
  await waitFor(() => {
    expect(screen.getByAltText<HTMLImageElement>('ready').src).not.toBe(first)
  })
  const again = screen.getByAltText<HTMLImageElement>('ready')
  await again.decode()
  expect(revoked.mock.calls.flat()).not.toContain(again.src)
  revoked.mockRestore()
})

test('hidden gallery › revokes the URLs of its local previews, and creates them again when it is shown', async () => {
  const alive = new Set<string>()
  const { createObjectURL, revokeObjectURL } = URL
  onTestFinished(() => void Object.assign(URL, { createObjectURL, revokeObjectURL }))
  URL.createObjectURL = (source) => {
    const url = createObjectURL(source)
    alive.add(url)
    return url
  }
  URL.revokeObjectURL = (url) => {
    alive.delete(url)
    revokeObjectURL(url)
  }
  const backend: Backend = {
    ...createFakeBackend({ processingMs: Infinity }),
    frames: async (fileId) => ({ fileId, frameCount: 6, frames: [], complete: false }),
  }
  const video = await recordVideo(1)
  let now: Uploads | undefined
  function Gallery() {
    return <VideoFrameGallery fileId={useUploads().uploads[0]?.remote?.id} />
  }
  renderInProvider(
    <>
      <Probe onRender={(uploads) => (now = uploads)} />
      <Tab>
        <Gallery />
      </Tab>
    </>,
    { backend },
  )
  const images = () => [...document.querySelectorAll<HTMLImageElement>('.rp-gallery img')]
  act(() => {
    now?.add([video])
  })
  await waitFor(() => {
    expect(images().length).toBeGreaterThan(0)
  })
  await hide()
  await waitFor(() => {
    expect(alive.size).toBe(0)
  })
  await show()
  expect(images().filter(({ src }) => !alive.has(src))).toEqual([])
  await waitFor(() => {
    expect(images().length).toBeGreaterThan(0)
  })
  expect(images().filter(({ src }) => !alive.has(src))).toEqual([])
})

test('hidden leave guard › does not affect the guard of a visible component', async () => {
  function Guard() {
    return <output>{useLeaveGuard().isGuarding ? 'guarding' : 'at rest'}</output>
  }
  renderInProvider(
    <>
      <Guard />
      <Tab>
        <FileDropzone />
      </Tab>
    </>,
    { transfer: createScriptedTransfer({ stallAt: 0.5 }) },
  )
  dropFiles(screen.getByRole('group', { name: 'Add files' }), [file('a.txt')])
  await screen.findByText('guarding')
  await hide()
  const event = new Event('beforeunload', { cancelable: true })
  window.dispatchEvent(event)
  expect(event.defaultPrevented).toBe(true)
  expect(screen.getByText('guarding')).toBeTruthy()
})
