import type { Meta, StoryObj } from '@storybook/react-vite'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { Avatar } from './avatar.tsx'
import { drawPhoto } from './draw-image.ts'
import { InterruptedStory, interruptedVideo } from './interrupted-story.tsx'
import { sampleFile } from './sample-file.ts'
import { StatusBar } from './status-bar.tsx'
import { UploadStory } from './upload-story.tsx'

const meta = {
  title: 'Hooks / Uploads',
  // The documentation is an MDX page.
  tags: ['!autodocs'],
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

/** `useUploadFile` and `useFilePreview`: one image, whose upload fails once. */
export const OneFile: Story = {
  render: () => (
    <UploadStory script={({ attempt }) => (attempt === 1 ? { breakAt: 0.5 } : {})}>
      <Avatar />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await userEvent.upload(canvas.getByLabelText('Avatar'), drawPhoto('me.jpg', 2))
    await waitFor(() => expect(canvasElement.querySelector('img')?.src).toMatch(/^blob:/))
    await userEvent.click(await canvas.findByRole('button', { name: 'Try again' }))
    await expect(await canvas.findByText('Uploaded')).toBeVisible()
    await expect(canvas.queryByRole('button')).toBeNull()
  },
}

/** `useUploadProgress`, `useUploadActions`, `useLeaveGuard` and `useUploadEvents` in a status bar. */
export const Everything: Story = {
  render: () => (
    <UploadStory script={({ size }) => (size > 1e6 ? { stallAt: 0.5 } : {})}>
      <StatusBar />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    const files = [sampleFile('film.mov', 2_000_000), sampleFile('notes.txt', 1_000)]
    await userEvent.upload(canvas.getByLabelText('Add'), files)
    await expect(await canvas.findByText('1 of 2 uploaded')).toBeVisible()
    await expect(await canvas.findByText('notes.txt is there')).toBeVisible()
    await expect(await canvas.findByText('Keep this page open')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Pause all' }))
    await userEvent.click(await canvas.findByRole('button', { name: 'Resume all' }))
    await expect(await canvas.findByRole('button', { name: 'Pause all' })).toBeVisible()
  },
}

/** `useResumableUploads`: an upload is interrupted by a reload; the next page sends the missing parts. */
export const Interrupted: Story = {
  render: () => <InterruptedStory />,
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    const { name } = interruptedVideo
    await userEvent.click(canvas.getByRole('button', { name: 'Upload a video' }))
    await expect(await canvas.findByText('30%')).toBeVisible()
    const reload = canvas.getByRole('button', { name: 'Reload the page' })
    await waitFor(() => expect(reload).toBeEnabled())
    await userEvent.click(reload)
    const list = await canvas.findByRole('list', { name: 'Interrupted uploads' })
    await expect(within(list).getByText('3 MB of 10 MB')).toBeVisible()

    const input = list.querySelector('input')
    if (!input) throw new Error('There is nowhere to choose the file.')
    await userEvent.upload(input, sampleFile(name, 5_000_000))
    await expect(await within(list).findByText(/it has 5000000 bytes instead of 10000000/)).toBeVisible()
    await userEvent.upload(input, interruptedVideo)
    await expect(await canvas.findByText('Uploaded')).toBeVisible()
    await waitFor(() => expect(canvas.queryByRole('list', { name: 'Interrupted uploads' })).toBeNull())
  },
}
