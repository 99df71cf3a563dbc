import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileDropzone, useUploads } from 'react-presigned'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { drag, dropEndlessFolder, paste } from './drag.ts'
import { sampleFile } from './sample-file.ts'
import { UploadStory } from './upload-story.tsx'

const meta = {
  title: 'Components / FileDropzone',
  component: FileDropzone,
  render: (args) => (
    <UploadStory>
      <FileDropzone {...args} />
      <Taken />
    </UploadStory>
  ),
} satisfies Meta<typeof FileDropzone>

export default meta
type Story = StoryObj<typeof meta>

/** What has reached the engine. */
function Taken() {
  const { uploads } = useUploads()
  if (uploads.length === 0) return null
  return (
    <ul aria-label="Taken">
      {uploads.map(({ id, name, relativePath }) => (
        <li key={id}>{relativePath ?? name}</li>
      ))}
    </ul>
  )
}

function parts(canvasElement: HTMLElement) {
  const canvas = within(canvasElement)
  const root = canvas.getByRole('group', { name: 'Add files' })
  const input = root.querySelector('input')
  if (!input) throw new Error('The dropzone has no input.')
  return { canvas, root, input, button: canvas.getByRole('button', { name: 'Choose files' }) }
}

/** Nothing happens yet. One button is the only tab stop; the root is a group and no button. */
export const Idle: Story = {
  async play({ canvasElement }) {
    const { canvas, root, button } = parts(canvasElement)
    await expect(root).toHaveAttribute('data-drag', 'none')
    await userEvent.tab()
    await expect(button).toHaveFocus()
    await userEvent.tab()
    await expect(root).not.toContainElement(document.activeElement as HTMLElement)
    await expect(canvas.queryByRole('listitem')).toBeNull()
  },
}

/** What is taken is said before anybody tries. */
export const WithLimits: Story = {
  args: {
    accept: { 'video/*': [], 'application/pdf': ['.pdf'] },
    maxSize: 5_000_000_000,
    maxFiles: 10,
  },
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    await expect(canvas.getByText('Videos, PDF · up to 5 GB each · at most 10 files')).toBeVisible()
    await expect(input).toHaveAttribute('accept', 'video/*,application/pdf,.pdf')
  },
}

/** Files that are chosen in the dialog go to the engine. */
export const Chosen: Story = {
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    await userEvent.upload(input, [sampleFile('one.txt'), sampleFile('two.txt')])
    await expect(await canvas.findByText('one.txt')).toBeVisible()
    await expect(canvas.getByText('two.txt')).toBeVisible()
  },
}

/** Dropped files, and the same name twice: two files. */
export const Dropped: Story = {
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    const files = [sampleFile('clip.mp4', 10, 'video/mp4'), sampleFile('clip.mp4', 20, 'video/mp4')]
    drag('dragenter', root, files)
    await waitFor(() => expect(root).toHaveAttribute('data-drag', 'accept'))
    drag('drop', root, files)
    await waitFor(() => expect(canvas.getAllByText('clip.mp4')).toHaveLength(2))
    await expect(root).toHaveAttribute('data-drag', 'none')
  },
}

/** A screenshot from the clipboard, pasted while the focus is inside. */
export const Pasted: Story = {
  async play({ canvasElement }) {
    const { canvas, button } = parts(canvasElement)
    button.focus()
    paste(button, [sampleFile('screenshot.png', 10, 'image/png')])
    await expect(await canvas.findByText('screenshot.png')).toBeVisible()
  },
}

/** Files that fit are held above it. */
export const DraggingAccepted: Story = {
  args: { accept: { 'video/*': [] } },
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    drag('dragenter', root, [sampleFile('clip.mp4', 10, 'video/mp4')])
    await waitFor(() => expect(root).toHaveAttribute('data-drag', 'accept'))
    await expect(canvas.getByText('Drop to add')).toBeVisible()
  },
}

/** Files of which some do not fit are held above it. */
export const DraggingRejected: Story = {
  args: { accept: { 'video/*': [] } },
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    drag('dragenter', root, [sampleFile('letter.pdf', 10, 'application/pdf')])
    await waitFor(() => expect(root).toHaveAttribute('data-drag', 'reject'))
    await expect(canvas.getByText('Some of these cannot be added')).toBeVisible()
  },
}

/** A folder whose list takes its time. */
export const Reading: Story = {
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    dropEndlessFolder(root)
    await expect(await canvas.findByText('Reading files…')).toBeVisible()
    await expect(root).toHaveAttribute('aria-busy', 'true')
  },
}

/** File by file, why it was not taken. What fits is taken. */
export const Rejected: Story = {
  args: { accept: { 'video/*': [], 'application/pdf': ['.pdf'] }, maxSize: 1_000_000 },
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    const files = [
      sampleFile(
        'interview with the founders, final cut, colour graded (2).mov',
        1_200_000,
        'video/quicktime',
      ),
      sampleFile('accounts.xlsx', 10),
      sampleFile('teaser.mp4', 900_000, 'video/mp4'),
    ]
    await userEvent.upload(input, files, { applyAccept: false })
    await expect(await canvas.findByText('2 files were not added')).toBeVisible()
    await expect(canvas.getByText('Larger than 1 MB. Choose a smaller file.')).toBeVisible()
    await expect(canvas.getByText('This type is not taken. Choose videos or PDF.')).toBeVisible()
    await expect(within(canvas.getByRole('list', { name: 'Taken' })).getByText('teaser.mp4')).toBeVisible()
  },
}

/** Too many at once: as many as fit are taken, and the rest is named. */
export const TooMany: Story = {
  args: { maxFiles: 1 },
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    await userEvent.upload(input, [sampleFile('first.txt'), sampleFile('second.txt')])
    await expect(await canvas.findByText('Only 1 file fits. Remove another one first.')).toBeVisible()
    await expect(within(canvas.getByRole('list', { name: 'Taken' })).getByText('first.txt')).toBeVisible()
  },
}

/** Rejections go away when they have been read, and the focus stays in the dropzone. */
export const Dismissed: Story = {
  args: { maxSize: 5 },
  async play({ canvasElement }) {
    const { canvas, input, button } = parts(canvasElement)
    await userEvent.upload(input, sampleFile('novel.txt'))
    await userEvent.click(await canvas.findByRole('button', { name: 'Dismiss' }))
    await expect(canvas.queryByText('1 file was not added')).toBeNull()
    await waitFor(() => expect(button).toHaveFocus())
  },
}

/** Takes nothing. */
export const Disabled: Story = {
  args: { disabled: true },
  async play({ canvasElement }) {
    const { canvas, root, button } = parts(canvasElement)
    await expect(button).toBeDisabled()
    drag('drop', root, [sampleFile('one.txt')])
    await expect(canvas.queryByText('one.txt')).toBeNull()
  },
}

/** The same in the dark. */
export const Dark: Story = {
  ...Rejected,
  globals: { scheme: 'dark' },
}

/** The same from right to left, in another language's words. */
export const RightToLeft: Story = {
  args: { maxSize: 5_000_000 },
  globals: { direction: 'rtl' },
  render: (args) => (
    <UploadStory
      locale="ar"
      messages={{
        dropzoneLabel: 'إضافة ملفات',
        dropzonePrompt: 'أفلت الملفات أو المجلدات هنا',
        dropzoneChoose: 'اختر ملفات',
        dropzoneTakes: ({ maxSize }) => `حتى ${maxSize ?? ''} لكل ملف`,
      }}
    >
      <FileDropzone {...args} />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(canvas.getByRole('button', { name: 'اختر ملفات' })).toBeVisible()
    await expect(getComputedStyle(canvas.getByRole('group', { name: 'إضافة ملفات' })).direction).toBe('rtl')
  },
}
