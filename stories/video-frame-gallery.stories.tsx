import type { Meta, StoryObj } from '@storybook/react-vite'
import { useState } from 'react'
import {
  UploadError,
  UploadProvider,
  VideoFrameGallery,
  type Backend,
  type RemoteFile,
  type VideoFrame,
} from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import { expect, fireEvent, fn, userEvent, waitFor, within } from 'storybook/test'
import { drawFrames } from './draw-frames.ts'

type Loaded = { frames: readonly VideoFrame[] }

const meta = {
  title: 'Components / VideoFrameGallery',
  component: VideoFrameGallery,
  args: { fileId: 'film', onSelect: fn() },
  loaders: [async (): Promise<Loaded> => ({ frames: await drawFrames(24) })],
} satisfies Meta<typeof VideoFrameGallery>

export default meta
type Story = StoryObj<typeof meta>

const film: RemoteFile = {
  id: 'film',
  name: 'film.mp4',
  kind: 'video',
  contentType: 'video/mp4',
  status: 'completed',
  raw: {},
}

/** A backend that knows one video, whose frames are as given. */
function backendOf(
  frames: readonly VideoFrame[],
  { complete = true, frameCount = frames.length, file = film, ...own }: BackendOptions = {},
): Backend {
  const fake = createFakeBackend({
    files: [file],
    frames: { film: { fileId: 'film', frames, frameCount, complete } },
  })
  return { ...fake, ...own }
}

type BackendOptions = Partial<Backend> & { complete?: boolean; frameCount?: number; file?: RemoteFile }

function Gallery({
  backend,
  ...props
}: { backend: () => Backend } & Parameters<typeof VideoFrameGallery>[0]) {
  const [made] = useState(backend)
  return (
    <UploadProvider backend={made} locale="en">
      <VideoFrameGallery {...props} />
    </UploadProvider>
  )
}

function framesOf(context: { loaded: Record<string, unknown> }): readonly VideoFrame[] {
  return (context.loaded as Loaded).frames
}

/** The frames once they are there. */
async function grid(canvasElement: HTMLElement) {
  const canvas = within(canvasElement)
  const frames = await canvas.findAllByRole('option')
  const at = (index: number) => {
    const frame = frames[index]
    if (!frame) throw new Error(`There is no frame ${index}.`)
    return frame
  }
  return { canvas, frames, at }
}

/** Every frame is there. One of them is a tab stop; arrows move on. */
export const Ready: Story = {
  render: (args, context) => <Gallery {...args} backend={() => backendOf(framesOf(context))} />,
  async play({ canvasElement }) {
    const { canvas, frames, at } = await grid(canvasElement)
    await expect(canvas.getByText('24 frames')).toBeVisible()
    await expect(frames).toHaveLength(24)
    await expect(frames.filter((frame) => frame.tabIndex === 0)).toEqual([at(0)])
    await expect(at(3)).toHaveAccessibleName('Frame 4 of 24, at 0:06')
  },
}

/** Nothing is known yet. */
export const Loading: Story = {
  render: (args) => (
    <Gallery {...args} backend={() => backendOf([], { frames: () => new Promise(() => undefined) })} />
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(canvas.getByRole('status')).toHaveTextContent('Loading frames…')
    await expect(canvas.queryByRole('listbox')).toBeNull()
  },
}

/** The video is worked on, and nobody knows how many frames there will be. */
export const Processing: Story = {
  render: (args) => (
    <Gallery
      {...args}
      backend={() => backendOf([], { complete: false, file: { ...film, status: 'processing' } })}
    />
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(await canvas.findByText('Frames appear here while the video is processed.')).toBeVisible()
  },
}

/** Frames arrive; the others have their places already. */
export const Arriving: Story = {
  render: (args, context) => (
    <Gallery
      {...args}
      backend={() =>
        backendOf(framesOf(context).slice(0, 10), {
          complete: false,
          frameCount: 24,
          file: { ...film, status: 'processing' },
        })
      }
    />
  ),
  async play({ canvasElement }) {
    const { canvas, frames, at } = await grid(canvasElement)
    await expect(canvas.getByText('10 of 24 frames')).toBeVisible()
    await expect(frames).toHaveLength(24)
    await expect(at(23)).toHaveAccessibleName('Frame 24 of 24. This frame is on its way')
    await expect(at(9).getBoundingClientRect().height).toBe(at(23).getBoundingClientRect().height)
  },
}

/** A video of which no frames were taken. */
export const Empty: Story = {
  render: (args) => <Gallery {...args} backend={() => backendOf([])} />,
  async play({ canvasElement }) {
    await expect(await within(canvasElement).findByText('This video has no frames.')).toBeVisible()
  },
}

/** Another kind of file. */
export const NotVideo: Story = {
  render: (args) => (
    <Gallery
      {...args}
      backend={() =>
        backendOf([], {
          file: { ...film, name: 'letter.pdf', kind: 'document', contentType: 'application/pdf' },
          frames: () => Promise.reject(new UploadError('unsupported', 'No frames are taken from this file.')),
        })
      }
    />
  ),
  async play({ canvasElement }) {
    await expect(await within(canvasElement).findByText('This file is not a video.')).toBeVisible()
  },
}

/** Processing failed, and the backend says why. */
export const Failed: Story = {
  render: (args) => (
    <Gallery
      {...args}
      backend={() =>
        backendOf([], {
          complete: false,
          file: { ...film, status: 'failed', error: 'The video has no picture track. Choose another file.' },
        })
      }
    />
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(
      await canvas.findByText('The video has no picture track. Choose another file.'),
    ).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

/** A picture that does not load is asked for once more, then marked; the button tries again. */
export const BrokenFrame: Story = {
  render: (args, context) => (
    <Gallery
      {...args}
      backend={() => {
        const broken = 'blob:nothing-is-here'
        return backendOf(
          framesOf(context).map((frame) => (frame.index === 2 ? { ...frame, url: broken } : frame)),
        )
      }}
    />
  ),
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    await expect(await canvas.findByText('1 frame could not be loaded.')).toBeVisible()
    await expect(at(2)).toHaveAccessibleName(/This frame could not be loaded$/)
    await expect(canvas.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

/** A URL that has expired: the frames are asked for again, and nobody notices. */
export const ExpiredUrl: Story = {
  render: (args, context) => (
    <Gallery
      {...args}
      backend={() => {
        let asked = 0
        const frames = framesOf(context)
        const expired = frames.map((frame) => ({ ...frame, url: 'blob:expired' }))
        return backendOf(frames, {
          frames: () =>
            Promise.resolve({
              fileId: 'film',
              frameCount: frames.length,
              frames: asked++ === 0 ? expired : frames,
              complete: true,
            }),
        })
      }}
    />
  ),
  async play({ canvasElement }) {
    const { canvas, frames } = await grid(canvasElement)
    await waitFor(async () => {
      const pictures = [...canvasElement.querySelectorAll('img')]
      await expect(pictures.filter(({ naturalWidth }) => naturalWidth > 0)).toHaveLength(frames.length)
    })
    await expect(canvas.queryByText(/could not be loaded/)).toBeNull()
  },
}

/** Selected by a click or by Space; given back as data. */
export const Selected: Story = {
  ...Ready,
  async play({ canvasElement, args }) {
    const { at } = await grid(canvasElement)
    await userEvent.click(at(5))
    await expect(at(5)).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{ArrowRight} ')
    await expect(at(6)).toHaveAttribute('aria-selected', 'true')
    await expect(at(5)).toHaveAttribute('aria-selected', 'false')
    await expect(args.onSelect).toHaveBeenLastCalledWith(
      expect.objectContaining({ index: 6, timeCode: '0:12' }),
    )
  },
}

/** The keyboard alone: arrows along the rows and across them, Home, End. */
export const Keyboard: Story = {
  ...Ready,
  async play({ canvasElement }) {
    const { frames, at } = await grid(canvasElement)
    at(0).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    await expect(at(2)).toHaveFocus()
    await userEvent.keyboard('{ArrowDown}')
    const columns = frames.filter((frame) => frame.offsetTop === at(0).offsetTop).length
    await expect(at(2 + columns)).toHaveFocus()
    await userEvent.keyboard('{End}')
    await expect(at(23)).toHaveFocus()
    await userEvent.keyboard('{Home}')
    await expect(at(0)).toHaveFocus()
  },
}

/** The scrubber runs through the grid. */
export const Scrubbed: Story = {
  ...Ready,
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    const scrubber = canvas.getByRole('slider', { name: 'Frame' })
    await fireEvent.change(scrubber, { target: { value: 2 } })
    await expect(scrubber).toHaveAttribute('aria-valuetext', 'Frame 3 of 24, at 0:04')
    await expect(at(2)).toHaveAttribute('tabindex', '0')
  },
}

/** One frame large, its neighbours a key away; Escape leads back to the frame that opened it. */
export const DialogOpen: Story = {
  ...Ready,
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    at(4).focus()
    await userEvent.keyboard('{Enter}')
    const dialog = await canvas.findByRole('dialog', { name: 'Frame 5 of 24, at 0:08' })
    await expect(dialog).toBeVisible()
    await userEvent.keyboard('{ArrowRight}')
    await expect(dialog).toHaveAccessibleName('Frame 6 of 24, at 0:10')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Previous frame' }))
    await expect(dialog).toHaveAccessibleName('Frame 5 of 24, at 0:08')
  },
}

/** A film in portrait: the backend tells its width and height. */
export const Portrait: Story = {
  loaders: [
    async (): Promise<Loaded> => ({
      frames: await drawFrames(9, { width: 216, height: 384, secondsApart: 0.5 }),
    }),
  ],
  render: (args, context) => (
    <Gallery
      {...args}
      backend={() => backendOf(framesOf(context), { file: { ...film, video: { width: 216, height: 384 } } })}
    />
  ),
  async play({ canvasElement }) {
    const { at } = await grid(canvasElement)
    await waitFor(async () => {
      const { width, height } = at(0).getBoundingClientRect()
      await expect(width / height).toBeCloseTo(216 / 384, 1)
    })
  },
}

/** Nothing but addresses that a browser may open is ever shown. */
export const UnsafeUrl: Story = {
  render: (args, context) => (
    <Gallery
      {...args}
      backend={() => backendOf([{ index: 0, url: 'javascript:alert(1)' }, ...framesOf(context).slice(1)])}
    />
  ),
  async play({ canvasElement }) {
    const { at } = await grid(canvasElement)
    await expect(at(0).querySelector('img')).toBeNull()
    await expect(at(0)).toHaveAccessibleName(/could not be loaded$/)
    await expect(canvasElement.innerHTML).not.toContain('javascript:')
  },
}

/** The same in the dark. */
export const Dark: Story = { ...Selected, globals: { scheme: 'dark' } }

/** The same from right to left: the arrows follow. */
export const RightToLeft: Story = {
  ...Ready,
  globals: { direction: 'rtl' },
  async play({ canvasElement }) {
    const { at } = await grid(canvasElement)
    at(0).focus()
    await userEvent.keyboard('{ArrowLeft}')
    await expect(at(1)).toHaveFocus()
    await expect(at(1).getBoundingClientRect().left).toBeLessThan(at(0).getBoundingClientRect().left)
  },
}
