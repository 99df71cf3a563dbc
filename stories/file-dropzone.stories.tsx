import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileDropzone, useUploads } from 'react-presigned'
import { ar } from 'react-presigned/messages/ar'
import { de } from 'react-presigned/messages/de'
import { useState } from 'react'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { Composer } from './composer.tsx'
import { drag, dropEndlessFolder, paste } from './drag.ts'
import { DropArea } from './examples/react-dropzone.tsx'
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

/** The files that reached the uploader. */
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

/** Idle. The button is the only tab stop; the root is a group, not a button. */
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

/** Limits are described before a file is added. */
export const WithLimits: Story = {
  args: {
    accept: { 'video/*': [], 'application/pdf': ['.pdf'] },
    maxSize: 5_000_000_000,
    maxFiles: 10,
  },
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    await expect(canvas.getByText('Videos, PDF · up to 5 GB each · up to 10 files')).toBeVisible()
    await expect(input).toHaveAttribute('accept', 'video/*,application/pdf,.pdf')
  },
}

/** Files chosen in the dialog are added. */
export const Chosen: Story = {
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    await userEvent.upload(input, [sampleFile('one.txt'), sampleFile('two.txt')])
    await expect(await canvas.findByText('one.txt')).toBeVisible()
    await expect(canvas.getByText('two.txt')).toBeVisible()
  },
}

/** Dropped files. Two files of the same name are two uploads. */
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

/** A screenshot pasted while the focus is inside. */
export const Pasted: Story = {
  async play({ canvasElement }) {
    const { canvas, button } = parts(canvasElement)
    button.focus()
    paste(button, [sampleFile('screenshot.png', 10, 'image/png')])
    await expect(await canvas.findByText('screenshot.png')).toBeVisible()
  },
}

/** Files that fit are dragged over it. */
export const DraggingAccepted: Story = {
  args: { accept: { 'video/*': [] } },
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    drag('dragenter', root, [sampleFile('clip.mp4', 10, 'video/mp4')])
    await waitFor(() => expect(root).toHaveAttribute('data-drag', 'accept'))
    await expect(canvas.getByText('Drop to add')).toBeVisible()
  },
}

/** Files of the wrong type are dragged over it. */
export const DraggingRejected: Story = {
  args: { accept: { 'video/*': [] } },
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    drag('dragenter', root, [sampleFile('letter.pdf', 10, 'application/pdf')])
    await waitFor(() => expect(root).toHaveAttribute('data-drag', 'reject'))
    await expect(canvas.getByText('Only videos can be added')).toBeVisible()
  },
}

/** More files than `maxFiles` are dragged over it. */
export const DraggingTooMany: Story = {
  args: { maxFiles: 2 },
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    drag('dragenter', root, [sampleFile('1.txt'), sampleFile('2.txt'), sampleFile('3.txt')])
    await expect(await canvas.findByText('You can add only 2 of 3')).toBeVisible()
    await expect(root).toHaveAttribute('data-drag', 'reject')
  },
}

/** With `acceptPageDrops` an overlay covers the page while files are dragged over it. */
export const DraggingOverPage: Story = {
  args: { acceptPageDrops: true },
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    await waitFor(async () => {
      // Browsers repeat `dragover` while files are held over the page.
      drag('dragover', document.body, [sampleFile('clip.mp4', 10, 'video/mp4')])
      await expect(canvas.getAllByText('Drop anywhere to add')[0]).toBeVisible()
    })
    await expect(root).toHaveAttribute('data-drag', 'accept')
  },
}

/** Buttons that choose a folder or, on touch devices, take a photo. */
export const FolderAndCamera: Story = {
  args: { folders: true, capture: 'environment' },
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    await expect(canvas.getByRole('button', { name: 'Choose a folder' })).toBeVisible()
    await expect(root.querySelector('input[webkitdirectory]')).not.toBeNull()
    const isTouched = matchMedia('(pointer: coarse)').matches
    await expect(canvas.queryAllByRole('button', { name: 'Take a photo' })).toHaveLength(isTouched ? 1 : 0)
  },
}

/** A folder that takes long to read: the number of files found, and a cancel button. */
export const Reading: Story = {
  async play({ canvasElement }) {
    const { canvas, root } = parts(canvasElement)
    dropEndlessFolder(root, 1200)
    await expect(await canvas.findByText('Reading files… 1,200 found')).toBeVisible()
    await expect(root).toHaveAttribute('aria-busy', 'true')
    await expect(canvas.getByRole('button', { name: 'Cancel' })).toBeVisible()
  },
}

/** Cancelled: nothing of the folder is added, and the focus returns to the button. */
export const ReadingCancelled: Story = {
  async play({ canvasElement }) {
    const { canvas, root, button } = parts(canvasElement)
    dropEndlessFolder(root, 300)
    await userEvent.click(await canvas.findByRole('button', { name: 'Cancel' }))
    await waitFor(() => expect(button).toHaveFocus())
    await expect(root).not.toHaveAttribute('aria-busy')
    await expect(canvas.queryByRole('list', { name: 'Taken' })).toBeNull()
  },
}

/** Validation by the application, which can be asynchronous. */
export const Validated: Story = {
  args: {
    validate: async (file) => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      return file.name.includes('invoice') ? undefined : 'Its name must say “invoice”.'
    },
  },
  async play({ canvasElement }) {
    const { canvas, input, root } = parts(canvasElement)
    await userEvent.upload(input, [sampleFile('invoice 7.pdf'), sampleFile('holiday.jpg')])
    await waitFor(() => expect(root).toHaveAttribute('aria-busy', 'true'))
    await expect(await canvas.findByText('Its name must say “invoice”.')).toBeVisible()
    await expect(within(canvas.getByRole('list', { name: 'Taken' })).getByText('invoice 7.pdf')).toBeVisible()
  },
}

/** Each rejected file is listed with its reason; the others are added. */
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
    await expect(await canvas.findByText("2 files weren't added")).toBeVisible()
    await expect(canvas.getByText('This file is too large. Choose one up to 1 MB.')).toBeVisible()
    await expect(canvas.getByText("This file type isn't supported. Choose videos or a PDF.")).toBeVisible()
    await expect(within(canvas.getByRole('list', { name: 'Taken' })).getByText('teaser.mp4')).toBeVisible()
  },
}

/** More files than `maxFiles`: the first that fit are added, the rest is listed. */
export const TooMany: Story = {
  args: { maxFiles: 1 },
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    await userEvent.upload(input, [sampleFile('first.txt'), sampleFile('second.txt')])
    await expect(
      await canvas.findByText('You can add only 1 file. Remove the other one first.'),
    ).toBeVisible()
    await expect(within(canvas.getByRole('list', { name: 'Taken' })).getByText('first.txt')).toBeVisible()
  },
}

/** A folder of the wrong type: the first files are listed, the rest can be expanded. */
export const ManyRejected: Story = {
  args: { accept: { 'image/*': [] } },
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    const files = Array.from({ length: 244 }, (_, index) => sampleFile(`page ${index + 1}.txt`))
    await userEvent.upload(input, files, { applyAccept: false })
    await expect(await canvas.findByText("244 files weren't added")).toBeVisible()
    await expect(canvas.getAllByRole('listitem')).toHaveLength(4)
    await userEvent.click(canvas.getByText('and 240 more'))
    await expect(await canvas.findByText('page 244.txt')).toBeInTheDocument()
    await userEvent.tab()
    await expect(canvas.getByRole('group', { name: "244 files weren't added" })).toHaveFocus()
  },
}

/** The same files again: nothing is uploaded before the user confirms. */
export const DuplicatesAsked: Story = {
  args: { duplicates: 'ask' },
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    const files = [sampleFile('report.pdf', 2_000), sampleFile('photos/beach.jpg'), sampleFile('notes.md')]
    await userEvent.upload(input, files)
    await expect(await canvas.findByText('report.pdf')).toBeVisible()
    await userEvent.upload(input, files)
    await expect(await canvas.findByText('3 files are already added')).toBeVisible()
  },
}

/** Duplicates are added or skipped one by one or all at once, with the keyboard, and the focus stays. */
export const DuplicatesResolved: Story = {
  args: { duplicates: 'ask' },
  async play(context) {
    await DuplicatesAsked.play?.(context)
    const { canvas, root } = parts(context.canvasElement)
    canvas.getByRole('button', { name: 'Add again: report.pdf' }).focus()
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByText('2 files are already added')).toBeVisible()
    await waitFor(() => expect(root).toContainElement(document.activeElement as HTMLElement))
    await userEvent.click(canvas.getByRole('button', { name: 'Skip all' }))
    await waitFor(() => expect(canvas.queryByText('2 files are already added')).toBeNull())
    await expect(within(canvas.getByRole('list', { name: 'Taken' })).getAllByRole('listitem')).toHaveLength(4)
  },
}

/** Duplicates are skipped and listed. */
export const DuplicatesSkipped: Story = {
  args: { duplicates: 'skip' },
  async play({ canvasElement }) {
    const { canvas, input } = parts(canvasElement)
    const file = sampleFile('report.pdf', 2_000)
    await userEvent.upload(input, [file])
    await userEvent.upload(input, [file])
    await expect(await canvas.findByText('Already added.')).toBeVisible()
    await expect(within(canvas.getByRole('list', { name: 'Taken' })).getAllByRole('listitem')).toHaveLength(1)
  },
}

/** Rejections can be dismissed, and the focus stays in the dropzone. */
export const Dismissed: Story = {
  args: { maxSize: 5 },
  async play({ canvasElement }) {
    const { canvas, input, button } = parts(canvasElement)
    await userEvent.upload(input, sampleFile('novel.txt'))
    await userEvent.click(await canvas.findByRole('button', { name: 'Dismiss' }))
    await expect(canvas.queryByText("1 file wasn't added")).toBeNull()
    await waitFor(() => expect(button).toHaveFocus())
  },
}

/** Accepts no files. */
export const Disabled: Story = {
  args: { disabled: true },
  async play({ canvasElement }) {
    const { canvas, root, button } = parts(canvasElement)
    await expect(button).toBeDisabled()
    drag('drop', root, [sampleFile('one.txt')])
    await expect(canvas.queryByText('one.txt')).toBeNull()
  },
}

function Application(args: Parameters<typeof FileDropzone>[0]) {
  const [sent, setSent] = useState<readonly string[]>()
  return (
    <form
      aria-label="Application"
      style={{ display: 'grid', gap: '0.75em', maxInlineSize: '28em' }}
      onSubmit={(event) => {
        event.preventDefault()
        setSent(new FormData(event.currentTarget).getAll('cv').map(String))
      }}
    >
      <FileDropzone {...args} />
      <div>
        <button type="submit">Send</button> <button type="reset">Start over</button>
      </div>
      {sent && <output>{`Sent ${sent.length}`}</output>}
    </form>
  )
}

/** A form field: a missing file is reported at the button, which gets the focus; then the ids are submitted. */
export const InForm: Story = {
  args: { name: 'cv', required: true, maxFiles: 2 },
  render: (args) => (
    <UploadStory>
      <Application {...args} />
    </UploadStory>
  ),
  async play({ canvasElement, step }) {
    const { canvas, button, input } = parts(canvasElement)
    const send = canvas.getByRole('button', { name: 'Send' })
    await step('Nothing is there', async () => {
      await userEvent.click(send)
      await expect(await canvas.findByText('Add at least one file.')).toBeVisible()
      await expect(button).toHaveFocus()
      await expect(button).toHaveAccessibleDescription('Add at least one file. Required · up to 2 files')
      await expect(canvas.queryByText(/^Sent/)).toBeNull()
    })
    await step('A file is uploaded', async () => {
      await userEvent.upload(input, [sampleFile('cv.pdf')])
      await waitFor(() => expect(canvasElement.querySelector('input[name=cv]')).not.toBeNull())
      await expect(canvas.queryByText('Add at least one file.')).toBeNull()
      await userEvent.click(send)
      await expect(await canvas.findByText('Sent 1')).toBeVisible()
    })
    await step('The form starts over', async () => {
      await userEvent.click(canvas.getByRole('button', { name: 'Start over' }))
      await waitFor(() => expect(canvasElement.querySelector('input[name=cv]')).toBeNull())
      await userEvent.click(send)
      await expect(await canvas.findByText('Add at least one file.')).toBeVisible()
    })
  },
}

/** The form is not submitted while uploads are in progress. */
export const InFormIncomplete: Story = {
  args: { name: 'cv' },
  render: (args) => (
    <UploadStory script={{ stallAt: 0.5 }}>
      <Application {...args} />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const { canvas, button, input } = parts(canvasElement)
    await userEvent.upload(input, [sampleFile('cv.pdf')])
    await userEvent.click(canvas.getByRole('button', { name: 'Send' }))
    await expect(
      await canvas.findByText('Uploads are still in progress. Wait for them to finish or remove them.'),
    ).toBeVisible()
    await expect(button).toHaveFocus()
    await expect(canvas.queryByText(/^Sent/)).toBeNull()
  },
}

const everyState = {
  idle: {},
  limits: {
    accept: { 'video/*': [], 'application/pdf': ['.pdf'] },
    maxSize: 5e9,
    maxFiles: 10,
    folders: true,
  },
  accept: { accept: { 'image/*': [] } },
  reject: { accept: { 'image/*': [] } },
  reading: {},
  refused: { accept: { 'video/*': [] }, maxSize: 1_000_000 },
  asked: { duplicates: 'ask' },
  invalid: { name: 'cv', required: true },
  disabled: { disabled: true },
} satisfies Record<string, Parameters<typeof FileDropzone>[0]>

/** All states side by side. */
export const AllStates: Story = {
  render: () => (
    <div
      style={{
        display: 'grid',
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 21em), 1fr))',
        alignItems: 'start',
        gap: '1.5em',
      }}
    >
      {Object.entries(everyState).map(([state, options]) => (
        <UploadStory key={state}>
          <form data-state={state} aria-label={state} style={{ display: 'grid', gap: '0.5em' }}>
            <code aria-hidden="true">{state}</code>
            <FileDropzone {...options} />
          </form>
        </UploadStory>
      ))}
    </div>
  ),
  async play({ canvasElement }) {
    const of = (state: keyof typeof everyState) => {
      const form = canvasElement.querySelector<HTMLFormElement>(`[data-state=${state}]`)
      if (!form) throw new Error(`There is no ${state}.`)
      return { form, ...parts(form) }
    }
    drag('dragenter', of('accept').root, [sampleFile('beach.jpg', 10, 'image/jpeg')])
    drag('dragenter', of('reject').root, [
      sampleFile('a.pdf', 10, 'application/pdf'),
      sampleFile('b.png', 10, 'image/png'),
    ])
    dropEndlessFolder(of('reading').root, 1200)
    const refused = [
      sampleFile('accounts.xlsx'),
      sampleFile('interview, final cut.mov', 1_200_000, 'video/quicktime'),
    ]
    await userEvent.upload(of('refused').input, refused, { applyAccept: false })
    const files = [sampleFile('report.pdf', 2_000), sampleFile('notes.md')]
    await userEvent.upload(of('asked').input, files)
    await userEvent.upload(of('asked').input, files)
    of('invalid').form.requestSubmit()
    await expect(await of('reading').canvas.findByText('Reading files… 1,200 found')).toBeVisible()
    await expect(await of('asked').canvas.findByText('2 files are already added')).toBeVisible()
    await expect(await of('refused').canvas.findByText("2 files weren't added")).toBeVisible()
    await expect(await of('invalid').canvas.findByText('Add at least one file.')).toBeVisible()
    await expect(
      of('reject').canvas.getByText("1 of 2 isn't supported. Only images can be added"),
    ).toBeVisible()
  },
}

/** The same states in dark mode. */
export const AllStatesDark: Story = {
  ...AllStates,
  globals: { scheme: 'dark' },
}

/** `useDropzone` of react-dropzone in place of `useFileDropzone`. */
export const WithReactDropzone: Story = {
  render: () => (
    <UploadStory>
      <DropArea />
      <Taken />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    const area = canvas.getByRole('group', { name: 'Add files' })
    drag('dragenter', area, [sampleFile('dropped.txt')])
    await expect(await canvas.findByText('Drop to add')).toBeVisible()
    drag('drop', area, [sampleFile('dropped.txt')])
    await expect(await canvas.findByText('dropped.txt')).toBeVisible()
    const input = area.querySelector('input')
    if (!input) throw new Error('The drop area has no input.')
    await userEvent.upload(input, [sampleFile('chosen.txt')])
    await expect(await canvas.findByText('chosen.txt')).toBeVisible()
  },
}

/** Built with the hook alone: a message form with attachments. The docs page shows its code. */
export const Headless: Story = {
  render: () => (
    <UploadStory>
      <Composer />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    const root = canvas.getByRole('group', { name: 'Message and attachments' })
    const text = canvas.getByRole('textbox', { name: 'Message' })
    const attached = () =>
      within(canvas.getByRole('list', { name: 'Attachments' })).queryAllByRole('listitem')
    const file = sampleFile('sketch.png', 2_000, 'image/png')
    paste(text, [file])
    await waitFor(() => expect(attached()).toHaveLength(1))
    drag('drop', root, [file, sampleFile('film.mov', 30_000_000, 'video/quicktime')])
    await expect(await canvas.findByText('is attached already.', { exact: false })).toBeVisible()
    await expect(canvas.getByText('film.mov')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Attach twice' }))
    await waitFor(() => expect(attached()).toHaveLength(2))
    await waitFor(() => expect(root.querySelectorAll('input[name=attachment]')).toHaveLength(2))
  },
}

/** The same in dark mode. */
export const Dark: Story = {
  ...Rejected,
  globals: { scheme: 'dark' },
}

const limited = { accept: { 'video/*': [], 'application/pdf': ['.pdf'] }, maxSize: 5_000_000, folders: true }

/** The same in another language. */
export const German: Story = {
  args: limited,
  render: (args) => (
    <UploadStory messages={de} locale="de">
      <FileDropzone {...args} />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    const root = canvas.getByRole('group', { name: de.dropzone.label })
    await expect(canvas.getByRole('button', { name: de.dropzone.chooseFiles })).toBeVisible()
    const input = root.querySelector('input')
    if (!input) throw new Error('The dropzone has no input.')
    await userEvent.upload(input, sampleFile('RecordedVideo.mp4', 5_100_000, 'video/mp4'))
    await expect(await canvas.findByText(de.dropzone.rejectionsTitle(1))).toBeVisible()
    await expect(canvas.getByRole('button', { name: de.dropzone.dismissRejections })).toBeVisible()
  },
}

/** The same right-to-left. */
export const RightToLeft: Story = {
  args: limited,
  globals: { direction: 'rtl' },
  render: (args) => (
    <UploadStory locale="ar" messages={ar}>
      <FileDropzone {...args} />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(canvas.getByRole('button', { name: ar.dropzone.chooseFiles })).toBeVisible()
    await expect(getComputedStyle(canvas.getByRole('group', { name: ar.dropzone.label })).direction).toBe(
      'rtl',
    )
  },
}
