import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState, type ReactNode } from 'react'
import { UploadProvider, type Backend, type RemoteFile } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { ImportLinks } from './import-links.tsx'
import { Shelf } from './shelf.tsx'

const meta = {
  title: 'Hooks / Files',
  // The documentation is a page of its own.
  tags: ['!autodocs'],
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

const fileOf = (name: string, size?: number): RemoteFile => ({
  id: name,
  name,
  size,
  kind: 'other',
  status: 'completed',
  raw: {},
})

/** The fake backend, and links that it fetches at once. */
function shelfBackend(): Backend {
  const names = ['minutes.txt', 'harbour.jpg', 'film.mp4', 'board-deck.pdf']
  const fake = createFakeBackend({ files: names.map((name, place) => fileOf(name, 10 ** (place + 3))) })
  return {
    ...fake,
    importUrls: (urls) => Promise.resolve(urls.map((url) => fileOf(new URL(url).pathname.slice(1)))),
    status: (fileId) => Promise.resolve({ fileId, status: 'completed' }),
  }
}

function FileStory({ children }: { children: ReactNode }) {
  const [backend] = useState(shelfBackend)
  return (
    <UploadProvider backend={backend} locale="en">
      {children}
    </UploadProvider>
  )
}

/** `useFiles`, `useFileStatus` and `useDeleteFile`: what is there, page by page. */
export const Listed: Story = {
  render: () => (
    <FileStory>
      <Shelf />
    </FileStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(await canvas.findByText('4 files')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'More' }))
    await expect(await canvas.findByText(/^minutes\.txt/)).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Delete film.mp4' }))
    await expect(await canvas.findByText('3 files')).toBeVisible()
    await waitFor(() => expect(canvas.queryByText(/^film\.mp4/)).toBeNull())
  },
}

/** `useImportUrls` and `useFileStatus`: the backend fetches what is behind links. */
export const Imported: Story = {
  render: () => (
    <FileStory>
      <ImportLinks />
    </FileStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await userEvent.type(canvas.getByLabelText('Links'), 'https://example.com/film.mp4')
    await userEvent.click(canvas.getByRole('button', { name: 'Import' }))
    await expect(await canvas.findByText('film.mp4: completed')).toBeVisible()
  },
}
