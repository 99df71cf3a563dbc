import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileDropzone, UploadProgress, VideoFrameGallery, type VideoFrame } from 'react-presigned'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { drawFrames } from './draw-frames.ts'
import { film } from './gallery-story.tsx'
import reset from './reset.css?inline'
import { sampleFile } from './sample-file.ts'
import { UploadStory } from './upload-story.tsx'

type Loaded = { frames: readonly VideoFrame[] }

const meta = {
  title: 'Docs / Styles',
  loaders: [async (): Promise<Loaded> => ({ frames: await drawFrames(8) })],
  // The documentation is a page of its own, and a reset is for a whole document.
  tags: ['!autodocs'],
  parameters: { docs: { story: { inline: false, height: '46rem' } } },
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

const files = [
  sampleFile('launch-film-final.mp4', 84_000_000, 'video/mp4'),
  sampleFile('board-deck-q3.pdf', 12_400_000, 'application/pdf'),
  sampleFile('notes.txt', 3_000, 'text/plain'),
]

/** Where an element is, and how it looks; nothing of what nobody sees. */
function looksOf(element: Element): string {
  const { x, y, width, height } = element.getBoundingClientRect()
  if (width <= 1 || height <= 1) return ''
  const place = [x, y, width, height].map(Math.round).join(' ')
  // A slider draws itself: its own colours and font are not to be seen.
  if (element instanceof HTMLInputElement) return place
  const style = getComputedStyle(element)
  const border = style.borderWidth === '0px' ? '' : style.border
  const { padding, borderRadius, color, backgroundColor, fontSize, fontWeight, listStyleType } = style
  const looks = [padding, border, borderRadius, color, backgroundColor, fontSize, fontWeight, listStyleType]
  return [element.tagName, element.getAttribute('class'), place, ...looks].join(', ')
}

/** Every component below a reset in a layer: with the order of layers declared first, the reset takes nothing away. */
export const UnderReset: Story = {
  render: (_args, { loaded }) => {
    const { frames } = loaded as Loaded
    return (
      <UploadStory
        files={files}
        backend={{
          files: [film],
          frames: { film: { fileId: 'film', frames, frameCount: frames.length, complete: true } },
        }}
        script={({ size }) =>
          size > 50_000_000 ? { stallAt: 0.4 } : size > 10_000_000 ? { breakAt: 0.4 } : {}
        }
      >
        <style data-reset>{reset}</style>
        <div className="kept" style={{ display: 'grid', gap: '1.5em', maxInlineSize: '48em' }}>
          <FileDropzone maxSize={500_000_000} folders />
          <UploadProgress />
          <VideoFrameGallery fileId="film" selectionMode="multiple" />
        </div>
      </UploadStory>
    )
  },
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Add the story’s files' }))
    await expect(await canvas.findByRole('button', { name: 'Retry board-deck-q3.pdf' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Pause launch-film-final.mp4' }))
    await expect(await canvas.findByText(/^Paused/)).toBeVisible()
    await userEvent.click(await canvas.findByRole('option', { name: /^Frame 3 of 8/ }))
    await waitFor(async () => {
      const pictures = [...canvasElement.querySelectorAll('img')]
      await expect(pictures.filter(({ naturalWidth }) => naturalWidth > 0)).toHaveLength(8)
    })

    const sheet = canvasElement.querySelector<HTMLStyleElement>('[data-reset]')?.sheet
    if (!sheet) throw new Error('The reset is not there.')
    const added = canvas.getByRole('button', { name: 'Add the story’s files' })
    await expect(getComputedStyle(added).borderTopWidth).toBe('0px')
    const elements = [...canvasElement.querySelectorAll('.kept *')]
    const below = elements.map(looksOf)
    sheet.disabled = true
    const without = elements.map(looksOf)
    sheet.disabled = false
    await expect(below).toEqual(without)
    await expect(elements.length).toBeGreaterThan(100)
  },
}
