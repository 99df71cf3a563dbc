import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState, type ReactNode } from 'react'
import { UploadProvider, type Backend, type RemoteFile } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { CheckExists } from './check-exists.tsx'
import { drawFrames } from './draw-frames.ts'
import { Filmstrip } from './filmstrip.tsx'
import { backendOf } from './gallery-story.tsx'
import { ImportLinks } from './import-links.tsx'
import { FileFacts } from './live-file-facts.tsx'
import { PresignedLink } from './live-presigned-link.tsx'
import { FileLibrary } from './file-library.tsx'

const meta = {
  title: 'Hooks / Files',
  // The documentation is an MDX page.
  tags: ['!autodocs'],
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

const day = new Date('2026-05-04T09:30:00Z')

const fileOf = (name: string, size?: number): RemoteFile => ({
  id: name,
  name,
  size,
  kind: 'other',
  status: 'completed',
  createdAt: day,
  raw: {},
})

/** SHA-256 of the word `minutes`, which is the content of that file. */
const minutesHash = '90e63d85fa1ab2c8ed65222f3ebd794b1e524b4b7cf84bec451542d0451b2985'

/** The fake backend, with imports that complete at once, content hashes and storage URIs. */
function libraryBackend(): Backend {
  const names = ['minutes.txt', 'harbour.jpg', 'video.mp4', 'board-deck.pdf']
  const fake = createFakeBackend({ files: names.map((name, index) => fileOf(name, 10 ** (index + 3))) })
  return {
    ...fake,
    importUrls: (urls) => Promise.resolve(urls.map((url) => fileOf(new URL(url).pathname.slice(1)))),
    status: (fileId) => Promise.resolve({ fileId, status: 'completed' }),
    find: ({ contentHashes = [] }) =>
      Promise.resolve(contentHashes.includes(minutesHash) ? [fileOf('minutes.txt')] : []),
    presign: () =>
      Promise.resolve({
        url: 'https://store.invalid/report.pdf?signature=1',
        expiresAt: new Date(Date.now() + 600_000),
      }),
  }
}

function FileStory({ children }: { children: ReactNode }) {
  const [backend] = useState(libraryBackend)
  return (
    <UploadProvider backend={backend} locale="en">
      {children}
    </UploadProvider>
  )
}

/** `useFiles`, `useFileStatus` and `useDeleteFile`: a paginated list. */
export const Listed: Story = {
  render: () => (
    <FileStory>
      <FileLibrary />
    </FileStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(await canvas.findByText('4 files')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    await expect(await canvas.findByText(/^minutes\.txt/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Delete video.mp4' }))
    await expect(await canvas.findByText('3 files')).toBeVisible()
    await waitFor(() => expect(canvas.queryByText(/^film\.mp4/)).toBeNull())
  },
}

/** `useImportUrls` and `useFileStatus`: the backend fetches files from URLs. */
export const Imported: Story = {
  render: () => (
    <FileStory>
      <ImportLinks />
    </FileStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await userEvent.type(canvas.getByLabelText('Links'), 'https://example.com/video.mp4')
    await userEvent.click(canvas.getByRole('button', { name: 'Import' }))
    await expect(await canvas.findByText('video.mp4: completed')).toBeVisible()
  },
}

/** `useFile`: the properties of one file. */
export const OneFile: Story = {
  render: () => (
    <FileStory>
      <FileFacts fileId="video.mp4" />
    </FileStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(await canvas.findByText('video.mp4')).toBeVisible()
    await expect(canvas.getByText(day.toLocaleString())).toBeVisible()
  },
}

/** `useFindFiles`: checks whether the content is stored already. */
export const Found: Story = {
  render: () => (
    <FileStory>
      <CheckExists />
    </FileStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    const input = canvas.getByLabelText('File')
    await userEvent.upload(input, new File(['minutes'], 'copy of the minutes.txt'))
    await expect(await canvas.findByText('It is there as minutes.txt.')).toBeVisible()
    await userEvent.upload(input, new File(['other words'], 'letter.txt'))
    await expect(await canvas.findByText('It is not there yet.')).toBeVisible()
  },
}

/** `useVideoFrames`: frames that arrive, and whose URLs are refreshed when they have expired. */
export const Frames: Story = {
  loaders: [async () => ({ frames: await drawFrames(8) })],
  render: (_args, { loaded }) => {
    const { frames } = loaded as { frames: Awaited<ReturnType<typeof drawFrames>> }
    let asked = 0
    const backend = backendOf(frames, {
      frames(fileId) {
        asked++
        // First half of the frames, then all with one expired URL, then all.
        const some = asked === 1 ? frames.slice(0, 4) : frames
        const signed = asked === 2 ? some.map((frame) => ({ ...frame, url: 'blob:expired' })) : some
        return Promise.resolve({ fileId, frameCount: 8, frames: signed, complete: asked > 1 })
      },
    })
    return (
      <UploadProvider backend={backend} locale="en">
        <Filmstrip fileId="film" />
      </UploadProvider>
    )
  },
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(await canvas.findByText('4 of 8 frames')).toBeVisible()
    await expect(await canvas.findByText('8 of 8 frames')).toBeVisible()
    await waitFor(async () => {
      const images = [...canvasElement.querySelectorAll('img')]
      await expect(images.filter(({ naturalWidth }) => naturalWidth > 0)).toHaveLength(8)
    })
  },
}

/** `usePresignedUrl`: a URL that a browser can open, for a storage URI. */
export const Presigned: Story = {
  render: () => (
    <FileStory>
      <PresignedLink uri="s3://reports/report.pdf" />
    </FileStory>
  ),
  async play({ canvasElement }) {
    const link = await within(canvasElement).findByRole('link', { name: 'Open the file' })
    await expect(link).toHaveAttribute('href', 'https://store.invalid/report.pdf?signature=1')
  },
}
