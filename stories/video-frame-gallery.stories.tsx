import type { Meta, StoryObj } from '@storybook/react-vite'
import { UploadError, UploadProvider, VideoFrameGallery, type VideoFrame } from 'react-presigned'
import { ar } from 'react-presigned/messages/ar'
import { de } from 'react-presigned/messages/de'
import { expect, fireEvent, fn, userEvent, waitFor, within } from 'storybook/test'
import { drawFrames } from './draw-frames.ts'
import { LocalPreview } from './gallery-local-preview.tsx'
import { backendOf, video, Gallery } from './gallery-story.tsx'
import { FrameReview } from './frame-review.tsx'

type Loaded = { frames: readonly VideoFrame[] }

const meta = {
  title: 'Components / VideoFrameGallery',
  component: VideoFrameGallery,
  args: { fileId: 'video', onSelect: fn() },
  loaders: [async (): Promise<Loaded> => ({ frames: await drawFrames(24) })],
  // The documentation is an MDX page.
  tags: ['!autodocs'],
} satisfies Meta<typeof VideoFrameGallery>

export default meta
type Story = StoryObj<typeof meta>

function framesOf(context: { loaded: Record<string, unknown> }): readonly VideoFrame[] {
  return (context.loaded as Loaded).frames
}

/** The frames, once they are loaded. */
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

/** All frames are loaded. One of them is the tab stop; arrow keys move the focus. */
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

/** Nothing is loaded. */
export const Loading: Story = {
  render: (args) => (
    <Gallery {...args} backend={() => backendOf([], { frames: () => new Promise(() => undefined) })} />
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(canvas.getByText('Loading frames…')).toBeVisible()
    await expect(canvas.queryByRole('listbox')).toBeNull()
  },
}

/** The video is processed, and the number of frames is unknown. */
export const Processing: Story = {
  render: (args) => (
    <Gallery
      {...args}
      backend={() => backendOf([], { complete: false, file: { ...video, status: 'processing' } })}
    />
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(
      await canvas.findByText('Frames will appear here while the video is processed.'),
    ).toBeVisible()
  },
}

/** Frames arrive; placeholders reserve the space of the others. */
export const Arriving: Story = {
  render: (args, context) => (
    <Gallery
      {...args}
      backend={() =>
        backendOf(framesOf(context).slice(0, 10), {
          complete: false,
          frameCount: 24,
          file: { ...video, status: 'processing' },
        })
      }
    />
  ),
  async play({ canvasElement }) {
    const { canvas, frames, at } = await grid(canvasElement)
    await expect(canvas.getByText('10 of 24 frames')).toBeVisible()
    await expect(frames).toHaveLength(24)
    await expect(at(23)).toHaveAccessibleName('Frame 24 of 24. Loading frame')
    await expect(at(9).getBoundingClientRect().height).toBeCloseTo(at(23).getBoundingClientRect().height, 0)
  },
}

/** A video without frames. */
export const Empty: Story = {
  render: (args) => <Gallery {...args} backend={() => backendOf([])} />,
  async play({ canvasElement }) {
    await expect(
      await within(canvasElement).findByText('No frames are available for this video.'),
    ).toBeVisible()
  },
}

/** Not a video. */
export const NotVideo: Story = {
  render: (args) => (
    <Gallery
      {...args}
      backend={() =>
        backendOf([], {
          file: { ...video, name: 'letter.pdf', kind: 'document', contentType: 'application/pdf' },
          frames: () => Promise.reject(new UploadError('unsupported', 'No frames are taken from this file.')),
        })
      }
    />
  ),
  async play({ canvasElement }) {
    await expect(await within(canvasElement).findByText('This file is not a video.')).toBeVisible()
  },
}

/** Processing failed, with a reason. */
export const Failed: Story = {
  render: (args) => (
    <Gallery
      {...args}
      backend={() =>
        backendOf([], {
          complete: false,
          file: { ...video, status: 'failed', error: 'The video has no video track. Choose another file.' },
        })
      }
    />
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(await canvas.findByText('The video has no video track. Choose another file.')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

/** An image that fails to load is retried once, then marked; the button retries it. */
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
    await expect(await canvas.findByText("1 frame couldn't be loaded.")).toBeVisible()
    await expect(at(2)).toHaveAccessibleName(/Frame couldn't be loaded$/)
    await expect(canvas.getByRole('button', { name: 'Try again' })).toBeVisible()
  },
}

/** An expired URL: the frames are refetched, without a message. */
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
              fileId: 'video',
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
      const images = [...canvasElement.querySelectorAll('img')]
      await expect(images.filter(({ naturalWidth }) => naturalWidth > 0)).toHaveLength(frames.length)
    })
    await expect(canvas.queryByText(/couldn't be loaded/)).toBeNull()
  },
}

/** A frame selected by click or Space, passed to `onSelect`. */
export const Selected: Story = {
  ...Ready,
  async play({ canvasElement, args }) {
    const { canvas, at } = await grid(canvasElement)
    await userEvent.click(at(5))
    await expect(at(5)).toHaveAttribute('aria-selected', 'true')
    await userEvent.keyboard('{ArrowRight} ')
    await expect(at(6)).toHaveAttribute('aria-selected', 'true')
    await expect(at(5)).toHaveAttribute('aria-selected', 'false')
    const seventh = expect.objectContaining({ index: 6, timecode: '0:12' }) as unknown
    await expect(args.onSelect).toHaveBeenLastCalledWith(seventh, [seventh])
    await expect(canvas.getByText('1 selected')).toBeVisible()
  },
}

/** Several frames: a click toggles one, Shift with a click or an arrow key selects a range. */
export const MultipleSelected: Story = {
  ...Ready,
  // Several stories share the docs page: each needs its own landmarks.
  args: { selectionMode: 'multiple', label: 'Video frames, several selected' },
  async play({ canvasElement, args }) {
    const { canvas, at } = await grid(canvasElement)
    await userEvent.click(at(1))
    await userEvent.click(at(9))
    const user = userEvent.setup()
    await user.keyboard('{Shift>}')
    await user.click(at(12))
    await user.keyboard('{ArrowRight}{/Shift}')
    await expect(canvas.getByText('6 selected')).toBeVisible()
    const frames = [1, 9, 10, 11, 12, 13].map((index): unknown => expect.objectContaining({ index }))
    await expect(args.onSelect).toHaveBeenLastCalledWith(frames.at(-1), frames)
  },
}

/** Keyboard only: arrow keys, Home, End. */
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

/** A typed time moves the focus to its frame. */
export const TypedTime: Story = {
  ...Ready,
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    at(0).focus()
    await userEvent.keyboard('0:31')
    await expect(at(15)).toHaveFocus()
    await expect(at(15)).toHaveAccessibleName('Frame 16 of 24, at 0:30')
    await expect(canvas.getByText('Go to 0:31')).toBeVisible()
  },
}

/** The scrubber moves through the grid and shows a preview. */
export const Scrubbed: Story = {
  ...Ready,
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    const scrubber = canvas.getByRole('slider', { name: 'Frame' })
    await fireEvent.change(scrubber, { target: { value: 13 } })
    await expect(scrubber).toHaveAttribute('aria-valuetext', 'Frame 14 of 24, at 0:26')
    await expect(at(13)).toHaveAttribute('tabindex', '0')
    await expect(canvasElement.querySelector('.rp-scrub-preview')).toHaveTextContent('0:26')
  },
}

/** One frame in the dialog; arrow keys show its neighbours, Escape returns to the frame shown last. */
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

/** Zoomed in: arrow keys pan while the image has the focus. */
export const Zoomed: Story = {
  ...Ready,
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    at(4).focus()
    await userEvent.keyboard('{Enter}')
    const dialog = await canvas.findByRole('dialog')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Zoom in' }))
    const stage = within(dialog).getByRole('group', { name: 'Image' })
    await waitFor(() => expect(stage.scrollWidth).toBeGreaterThan(1.9 * stage.clientWidth))
    await expect(Math.abs(stage.scrollLeft - stage.clientWidth / 2)).toBeLessThan(2)
    await expect(stage).toHaveAttribute('tabindex', '0')
    const original = within(dialog).getByRole('link', { name: 'Open original in a new tab' })
    await expect(original).toHaveAttribute('href', expect.stringMatching(/^blob:/))
    await expect(within(dialog).getByRole('link', { name: 'Download original' })).toHaveAttribute(
      'download',
      'video-0005.jpg',
    )
  },
}

/** Playback: six frames per second, paused by a click. */
export const Playing: Story = {
  ...Ready,
  async play({ canvasElement }) {
    const { canvas } = await grid(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Play frames' }))
    const dialog = await canvas.findByRole('dialog')
    await waitFor(() => expect(dialog).toHaveAccessibleName(/^Frame 4 of 24/), { timeout: 5_000 })
    await userEvent.click(within(dialog).getByRole('button', { name: 'Pause' }))
    await expect(within(dialog).getByRole('button', { name: 'Play frames' })).toHaveFocus()
  },
}

/** Twenty thousand frames: only the visible ones are rendered, and the keyboard reaches all. */
export const TwentyThousand: Story = {
  args: { selectionMode: 'multiple', label: 'Twenty thousand video frames' },
  render: (args, context) => (
    <Gallery
      {...args}
      backend={() => {
        const drawn = framesOf(context)
        return backendOf(
          Array.from({ length: 20_000 }, (_, index) => ({
            index,
            url: drawn[index % drawn.length]?.url ?? '',
            atSeconds: index / 25,
          })),
        )
      }}
    />
  ),
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    await expect(canvas.getByText('20,000 frames')).toBeVisible()
    const countNodes = () => canvasElement.querySelectorAll('*').length
    await expect(countNodes()).toBeLessThan(1_500)
    at(0).focus()
    await userEvent.keyboard('{End}')
    const last = canvas.getByRole('option', { name: 'Frame 20,000 of 20,000, at 13:19.96' })
    await expect(last).toHaveFocus()
    await expect(last).toHaveAttribute('aria-posinset', '20000')
    await expect(last).toHaveAttribute('aria-setsize', '20000')
    await waitFor(() => expect(canvas.getAllByRole('option').length).toBeGreaterThan(20))
    await expect(countNodes()).toBeLessThan(1_500)
    await userEvent.keyboard('10:00')
    await expect(document.activeElement).toHaveAccessibleName('Frame 15,001 of 20,000, at 10:00.00')
  },
}

/** Frames captured from the local file are replaced in position by the backend's. */
export const LocalPreviews: Story = {
  render: (_args, context) => <LocalPreview frames={framesOf(context)} />,
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Record a video and upload it' }))
    await canvas.findByRole('region', { name: 'Video frames of holiday.webm' }, { timeout: 10_000 })
    await waitFor(
      async () => {
        const images = [...canvasElement.querySelectorAll('img')]
        await expect(images.filter(({ naturalWidth }) => naturalWidth === 320)).toHaveLength(24)
      },
      { timeout: 15_000 },
    )
    const [first] = canvas.getAllByRole('option')
    await expect(first).toHaveAccessibleName(/^Frame 1 of 24, at 0:00.*Preview from your device$/)
  },
}

/** Two galleries on a page: their landmarks are named after their files. */
export const TwoGalleries: Story = {
  render: (args, context) => {
    const frames = framesOf(context).slice(0, 6)
    return (
      <div style={{ display: 'grid', gap: '2em' }}>
        <Gallery {...args} backend={() => backendOf(frames)} />
        <Gallery {...args} backend={() => backendOf(frames, { file: { ...video, name: 'trailer.mov' } })} />
      </div>
    )
  },
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(await canvas.findByRole('region', { name: 'Video frames of video.mp4' })).toBeVisible()
    await expect(await canvas.findByRole('region', { name: 'Video frames of trailer.mov' })).toBeVisible()
  },
}

/** All states side by side. */
export const AllStates: Story = {
  render: (_args, context) => {
    const frames = framesOf(context)
    const some = frames.slice(0, 8)
    const processing = { ...video, status: 'processing' } as const
    const states = {
      Loading: () => backendOf([], { frames: () => new Promise(() => undefined) }),
      Processing: () => backendOf([], { complete: false, file: processing }),
      Arriving: () => backendOf(frames.slice(0, 5), { complete: false, frameCount: 8, file: processing }),
      Ready: () => backendOf(some),
      'One broken': () =>
        backendOf(some.map((frame) => (frame.index === 2 ? { ...frame, url: 'blob:gone' } : frame))),
      'Failed halfway': () =>
        backendOf(frames.slice(0, 5), {
          complete: false,
          frameCount: 8,
          file: { ...video, status: 'failed', error: 'The video breaks off. Upload it again.' },
        }),
      Failed: () =>
        backendOf([], {
          complete: false,
          file: { ...video, status: 'failed', error: 'The video has no video track. Choose another file.' },
        }),
      Empty: () => backendOf([]),
      'Not a video': () => backendOf([], { file: { ...video, kind: 'document' } }),
    }
    return (
      <div style={{ display: 'grid', gap: '2.5em', maxInlineSize: '52em' }}>
        {Object.entries(states).map(([name, backend]) => (
          <div key={name}>
            <h2 style={{ margin: '0 0 0.75em', font: 'inherit', opacity: 0.75 }}>{name}</h2>
            <Gallery fileId="video" label={`Frames: ${name}`} backend={backend} />
          </div>
        ))}
      </div>
    )
  },
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    await expect(await canvas.findByText('The video breaks off. Upload it again.')).toBeVisible()
    await expect(await canvas.findByText("1 frame couldn't be loaded.")).toBeVisible()
  },
}

/** Built with the hook alone: a monitor, and a list in which ranges are selected. */
export const Headless: Story = {
  render: (_args, context) => {
    const backend = backendOf(framesOf(context))
    return (
      <UploadProvider backend={backend} locale="en">
        <FrameReview fileId="video" />
      </UploadProvider>
    )
  },
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    await userEvent.click(at(2))
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    await expect(canvas.getByText('In 0:04 · Out 0:08 · 3')).toBeVisible()
    await expect(at(4)).toHaveFocus()
    await expect(canvasElement.querySelector('.monitor-time')).toHaveTextContent('0:08')

    await userEvent.click(canvas.getByRole('button', { name: 'Open frame' }))
    await userEvent.click(canvas.getByRole('button', { name: 'Zoom in' }))
    const stage = canvas.getByRole('group', { name: 'Image' })
    await waitFor(() => expect(stage.scrollWidth).toBeGreaterThan(1.9 * stage.clientWidth))
    await expect(canvas.getByRole('link', { name: 'Download original' })).toHaveAttribute(
      'download',
      'video-0005.jpg',
    )
    await userEvent.click(canvas.getByRole('button', { name: 'Close' }))
    await expect(stage.scrollWidth).toBe(stage.clientWidth)
    await expect(canvas.getByRole('region')).toContainElement(document.activeElement as HTMLElement)
  },
}

type Store = { isMended: boolean }

/** Built with the hook alone: a broken frame is marked, and retried alone or with all broken frames. */
export const HeadlessBroken: Story = {
  loaders: [
    async (): Promise<Loaded & { store: Store }> => ({
      frames: await drawFrames(24),
      store: { isMended: false },
    }),
  ],
  render: (_args, context) => {
    const store = context.loaded['store'] as Store
    const frames = framesOf(context)
    const broken = frames.map((frame) => (frame.index < 2 ? { ...frame, url: 'blob:nothing' } : frame))
    const backend = backendOf(frames, {
      frames: (fileId) =>
        Promise.resolve({
          fileId,
          frameCount: frames.length,
          frames: store.isMended ? frames : broken,
          complete: true,
        }),
    })
    return (
      <UploadProvider backend={backend} locale="en">
        <FrameReview fileId="video" />
      </UploadProvider>
    )
  },
  async play({ canvasElement, loaded }) {
    const { canvas, at } = await grid(canvasElement)
    await expect(await canvas.findByText("2 frames couldn't be loaded.")).toBeVisible()
    await expect(at(1)).toHaveAttribute('data-status', 'broken')
    const store = loaded['store'] as Store
    store.isMended = true
    await userEvent.click(canvas.getByRole('button', { name: 'Reload frame' }))
    await waitFor(() => expect(at(0)).toHaveAttribute('data-status', 'ready'))
    await expect(await canvas.findByText("1 frame couldn't be loaded.")).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(at(1)).toHaveAttribute('data-status', 'ready'))
    await expect(canvas.queryByText(/couldn't be loaded/)).toBeNull()
  },
}

/** A portrait video: the backend returns its width and height. */
export const Portrait: Story = {
  loaders: [
    async (): Promise<Loaded> => ({
      frames: await drawFrames(9, { width: 216, height: 384, secondsApart: 0.5 }),
    }),
  ],
  render: (args, context) => (
    <Gallery
      {...args}
      backend={() => backendOf(framesOf(context), { file: { ...video, video: { width: 216, height: 384 } } })}
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

/** Only URLs with a safe protocol are rendered. */
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
    await expect(at(0)).toHaveAccessibleName(/couldn't be loaded$/)
    await expect(canvasElement.innerHTML).not.toContain('javascript:')
  },
}

/** The same in dark mode. */
export const Dark: Story = { ...Selected, globals: { scheme: 'dark' } }

/** The dialog in dark mode. */
export const DialogDark: Story = { ...DialogOpen, globals: { scheme: 'dark' } }

/** The same in another language. */
export const German: Story = {
  render: (args, context) => (
    <Gallery {...args} messages={de} locale="de" backend={() => backendOf(framesOf(context))} />
  ),
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    await expect(canvas.getByText(de.gallery.count({ arrived: 24, count: 24 }))).toBeVisible()
    await expect(at(3)).toHaveAccessibleName(de.gallery.frameLabel({ number: 4, count: 24, time: '0:06' }))
    await expect(canvas.getByRole('button', { name: de.gallery.play })).toBeVisible()
  },
}

/** The same right-to-left: arrow keys are mirrored. */
export const RightToLeft: Story = {
  render: (args, context) => (
    <Gallery {...args} messages={ar} locale="ar" backend={() => backendOf(framesOf(context))} />
  ),
  globals: { direction: 'rtl' },
  async play({ canvasElement }) {
    const { canvas, at } = await grid(canvasElement)
    await expect(canvas.getByRole('region', { name: ar.gallery.labelOf('video.mp4') })).toBeVisible()
    at(0).focus()
    await userEvent.keyboard('{ArrowLeft}')
    await expect(at(1)).toHaveFocus()
    await expect(at(1).getBoundingClientRect().left).toBeLessThan(at(0).getBoundingClientRect().left)
  },
}
