import type { Meta, StoryObj } from '@storybook/react-vite'
import { FileDropzone, UploadProgress, VideoFrameGallery, type VideoFrame } from 'react-presigned'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { drawFrames } from './draw-frames.ts'
import { video } from './gallery-story.tsx'
import reset from './reset.css?inline'
import { sampleFile } from './sample-file.ts'
import { UploadStory } from './upload-story.tsx'

type Loaded = { frames: readonly VideoFrame[] }

const meta = {
  title: 'Docs / Styles',
  loaders: [async (): Promise<Loaded> => ({ frames: await drawFrames(8) })],
  // The documentation is an MDX page, and a reset applies to a whole document.
  tags: ['!autodocs'],
  parameters: { docs: { story: { inline: false, height: '46rem' } } },
} satisfies Meta

export default meta
type Story = StoryObj<typeof meta>

const files = [
  sampleFile('launch-video-final.mp4', 84_000_000, 'video/mp4'),
  sampleFile('board-deck-q3.pdf', 12_400_000, 'application/pdf'),
  sampleFile('notes.txt', 3_000, 'text/plain'),
]

/** Position and computed style of an element, limited to what is visible. */
function looksOf(element: Element): string {
  const { x, y, width, height } = element.getBoundingClientRect()
  if (width <= 1 || height <= 1) return ''
  const index = [x, y, width, height].map(Math.round).join(' ')
  // A native slider draws itself: its own colour and font are not visible.
  if (element instanceof HTMLInputElement) return index
  const style = getComputedStyle(element)
  const border = style.borderWidth === '0px' ? '' : style.border
  const { padding, borderRadius, color, backgroundColor, fontSize, fontWeight, listStyleType } = style
  const looks = [padding, border, borderRadius, color, backgroundColor, fontSize, fontWeight, listStyleType]
  return [element.tagName, element.getAttribute('class'), index, ...looks].join(', ')
}

/** The components with a reset in a layer: with the layer order declared first, the reset changes nothing. */
export const UnderReset: Story = {
  render: (_args, { loaded }) => {
    const { frames } = loaded as Loaded
    return (
      <UploadStory
        files={files}
        backend={{
          files: [video],
          frames: { video: { fileId: 'video', frames, frameCount: frames.length, complete: true } },
        }}
        script={({ size }) =>
          size > 50_000_000 ? { stallAt: 0.4 } : size > 10_000_000 ? { breakAt: 0.4 } : {}
        }
      >
        <style data-reset>{reset}</style>
        <div className="kept" style={{ display: 'grid', gap: '1.5em', maxInlineSize: '48em' }}>
          <FileDropzone maxSize={500_000_000} folders />
          <UploadProgress />
          <VideoFrameGallery fileId="video" selectionMode="multiple" />
        </div>
      </UploadStory>
    )
  },
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Add the story’s files' }))
    await expect(await canvas.findByRole('button', { name: 'Retry board-deck-q3.pdf' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Pause launch-video-final.mp4' }))
    await expect(await canvas.findByText(/^Paused/)).toBeVisible()
    await userEvent.click(await canvas.findByRole('option', { name: /^Frame 3 of 8/ }))
    await waitFor(async () => {
      const images = [...canvasElement.querySelectorAll('img')]
      await expect(images.filter(({ naturalWidth }) => naturalWidth > 0)).toHaveLength(8)
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
