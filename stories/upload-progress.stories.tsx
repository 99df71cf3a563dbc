import type { Meta, StoryObj } from '@storybook/react-vite'
import {
  UploadError,
  UploadProgress,
  useUploadFile,
  type Transfer,
  type UploadMessages,
} from 'react-presigned'
import { createScriptedTransfer } from 'react-presigned/testing'
import { ar } from 'react-presigned/messages/ar'
import { de } from 'react-presigned/messages/de'
import { es } from 'react-presigned/messages/es'
import { fr } from 'react-presigned/messages/fr'
import { ja } from 'react-presigned/messages/ja'
import { ptBR } from 'react-presigned/messages/pt-BR'
import { zhCN } from 'react-presigned/messages/zh-CN'
import { expect, userEvent, waitFor, within } from 'storybook/test'
import { drawPhoto, drawPhotos } from './draw-image.ts'
import { AllStatesStory } from './all-states.tsx'
import { sampleVideo } from './sample-video.ts'
import { sampleFile, unreadableFile } from './sample-file.ts'
import { UploadStory } from './upload-story.tsx'
import { TransferTable } from './your-own-list.tsx'

const meta = {
  title: 'Components / UploadProgress',
  component: UploadProgress,
  // The documentation is an MDX page.
  tags: ['!autodocs'],
} satisfies Meta<typeof UploadProgress>

export default meta
type Story = StoryObj<typeof meta>

const clip = () => sampleFile('launch-video-final.mp4', 84_000_000, 'video/mp4')

/** Clicks the story's button and returns the rendered rows. */
async function start(canvasElement: HTMLElement) {
  const canvas = within(canvasElement)
  await userEvent.click(canvas.getByRole('button', { name: 'Add the story’s files' }))
  return canvas
}

const focused = () => document.activeElement as HTMLElement

/** The progress bar of one upload, or of all. */
async function barOf(canvasElement: HTMLElement, name: string) {
  return within(canvasElement).findByRole('progressbar', { name })
}

/** No uploads. */
export const Empty: Story = {
  render: () => (
    <UploadStory>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    await expect(within(canvasElement).getByText('No uploads yet')).toBeVisible()
  },
}

/** All transfers are in use. */
export const Queued: Story = {
  render: () => (
    <UploadStory files={[clip()]} concurrency={0}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Waiting')).toBeVisible()
    await expect(canvas.getByText('84 MB')).toBeVisible()
    await expect(await barOf(canvasElement, 'launch-video-final.mp4')).not.toHaveAttribute('aria-valuenow')
  },
}

/** The backend needs a digest, so the file is hashed. */
export const Hashing: Story = {
  render: () => (
    <UploadStory
      files={[unreadableFile('raw-footage.mov', 84_000_000, 'video/quicktime')]}
      backend={{ contentHash: 'sha-256' }}
    >
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Checking')).toBeVisible()
  },
}

/** The backend is asked for a presigned URL. */
export const Signing: Story = {
  render: () => (
    <UploadStory files={[clip()]} backend={{ latencyMs: 1e8 }}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Preparing')).toBeVisible()
  },
}

/** Bytes are sent: progress, amount, speed, time left. */
export const Uploading: Story = {
  render: () => (
    <UploadStory files={[clip()]} script={{ bytesPerSecond: 4_000_000 }}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Uploading')).toBeVisible()
    await expect(await canvas.findByText(/ left$/, {}, { timeout: 5_000 })).toBeVisible()
    await expect(canvas.getByText(/MB\/s$/)).toBeVisible()
    const bar = await barOf(canvasElement, 'launch-video-final.mp4')
    await expect(bar.getAttribute('aria-valuetext')).toMatch(/^Uploading, \d+% · .* of 84 MB$/)
    await expect(canvas.getByRole('button', { name: 'Pause launch-video-final.mp4' })).toBeVisible()
  },
}

/** All bytes are sent and the response is outstanding: below 100 %. */
export const Finishing: Story = {
  render: () => (
    <UploadStory files={[clip()]} script={{ responseDelayMs: Infinity }}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Finishing')).toBeVisible()
    await expect(canvas.queryByText(/100\s?%/)).toBeNull()
    await expect(canvas.queryByRole('button', { name: /^Pause/ })).toBeNull()
    const bar = await barOf(canvasElement, 'launch-video-final.mp4')
    await expect(bar).not.toHaveAttribute('aria-valuenow')
    await expect(bar).toHaveAttribute('aria-valuetext', 'Finishing')
  },
}

/** The file is stored and the backend processes it. */
export const Processing: Story = {
  render: () => (
    <UploadStory files={[clip()]} backend={{ processingMs: Infinity }}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Processing')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Cancel launch-video-final.mp4' })).toBeVisible()
  },
}

/** The store is busy for the first request only. */
function busyOnce(): Transfer {
  let attempts = 0
  const second = createScriptedTransfer()
  return async (request) => {
    if (attempts++ > 0) return second(request)
    request.onProgress(request.size * 0.4)
    throw new UploadError('rate-limited', 'The storage is busy.', { status: 429, retryAfterMs: 7_000 })
  }
}

/** A transient error: when it is retried, and why it failed. */
export const Retrying: Story = {
  render: () => (
    <UploadStory files={[clip()]} transfer={busyOnce()} retry={{}}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText(/^Server busy\. Retrying in \d sec$/)).toBeVisible()
    await expect(await canvas.findByText('Uploaded', {}, { timeout: 15_000 })).toBeVisible()
  },
}

/** The browser is offline. The upload continues by itself when it is back online. */
export const Offline: Story = {
  render: () => (
    <UploadStory files={[clip()]} script={{ stallAt: 0.45 }} retry={{}}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('45%')).toBeVisible()
    Object.defineProperty(navigator, 'onLine', { configurable: true, value: false })
    window.dispatchEvent(new Event('offline'))
    await expect(await canvas.findByText('Connection lost. Waiting to reconnect')).toBeVisible()
    Reflect.deleteProperty(navigator, 'onLine')
  },
}

/** Paused. A single request restarts from the beginning and says so; a multipart upload keeps its parts. */
export const Paused: Story = {
  render: () => (
    <UploadStory files={[clip()]} script={{ stallAt: 0.45 }}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('45%')).toBeVisible()
    const pause = canvas.getByRole('button', { name: 'Pause launch-video-final.mp4' })
    await userEvent.click(pause)
    await expect(await canvas.findByText('Paused. Will restart from the beginning')).toBeVisible()
    const resume = canvas.getByRole('button', { name: 'Resume launch-video-final.mp4' })
    await expect(resume).toHaveFocus()
    await expect(await barOf(canvasElement, 'launch-video-final.mp4')).toHaveAttribute('aria-valuenow', '45')
  },
}

/** Completed. */
export const Completed: Story = {
  render: () => (
    <UploadStory files={[clip()]}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Uploaded')).toBeVisible()
    await expect(await canvas.findByText('1 of 1 uploaded')).toBeVisible()
    await expect(await barOf(canvasElement, 'launch-video-final.mp4')).toHaveAttribute('aria-valuenow', '100')
    await expect(canvas.getByRole('button', { name: 'Remove launch-video-final.mp4' })).toBeVisible()
  },
}

/** The error message says what happened and what to do, next to the Retry button. */
export const Failed: Story = {
  render: () => (
    <UploadStory
      files={[clip()]}
      script={({ attempt }) => (attempt === 1 ? { stallAt: 1, breakAt: 0.62 } : {})}
    >
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByRole('button', { name: 'Retry launch-video-final.mp4' })).toBeVisible()
    await expect(canvas.getByText(/connection/i)).toBeVisible()
    const bar = await barOf(canvasElement, 'launch-video-final.mp4')
    await expect(bar).toHaveAttribute('aria-valuenow', '62')
  },
}

/** A failed upload that was retried. */
export const Retried: Story = {
  ...Failed,
  async play(context) {
    await Failed.play?.(context)
    const canvas = within(context.canvasElement)
    await userEvent.click(canvas.getByRole('button', { name: 'Retry launch-video-final.mp4' }))
    await expect(await canvas.findByText('Uploaded')).toBeVisible()
  },
}

/** The backend rejects one file; the others are uploaded. */
export const Refused: Story = {
  render: () => (
    <UploadStory
      files={[sampleFile('setup.exe', 4_200_000), clip()]}
      backend={{
        refuse: ({ name }) =>
          name.endsWith('.exe')
            ? new UploadError(
                'type-not-allowed',
                'Programs are not taken here. Choose a video or a document.',
              )
            : undefined,
      }}
    >
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText(/Programs are not taken here/)).toBeVisible()
    await expect(await canvas.findByText('1 of 2 uploaded, 1 failed')).toBeVisible()
  },
}

/** Cancelled. It can be retried. */
export const Cancelled: Story = {
  render: () => (
    <UploadStory files={[clip()]} script={{ stallAt: 0.45 }}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('45%')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel launch-video-final.mp4' }))
    await expect(await canvas.findByText('Cancelled')).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Remove launch-video-final.mp4' })).toHaveFocus()
  },
}

/** An empty file reports no progress, and completes. */
export const ZeroBytes: Story = {
  render: () => (
    <UploadStory files={[sampleFile('.gitkeep', 0)]}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Uploaded')).toBeVisible()
  },
}

/** A long name is truncated in the middle; the full name is in `title` and read out. */
export const LongNames: Story = {
  render: () => (
    <UploadStory
      script={{ stallAt: 0.3 }}
      files={[
        sampleFile(
          'Interview with the founders, second take, final cut, colour graded, for the autumn campaign (2).mov',
          84_000_000,
          'video/quicktime',
        ),
        sampleFile(
          'تقرير الأداء السنوي للشركة #١٠٠٪ مع جميع الملاحق والجداول والرسوم البيانية.pdf',
          2_400_000,
        ),
        sampleFile('thequickbrownfoxjumpsoverthelazydogandthenitjumpsbackagainoverthelazydog', 1_000),
      ]}
    >
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    const name =
      'Interview with the founders, second take, final cut, colour graded, for the autumn campaign (2).mov'
    await expect(await canvas.findByTitle(name)).toHaveTextContent(name)
    await expect(await canvas.findAllByRole('listitem')).toHaveLength(3)
    await expect(canvasElement.scrollWidth).toBeLessThanOrEqual(canvasElement.clientWidth)
  },
}

/** Thumbnails of images and videos; an icon for HEIC, which browsers cannot decode. */
export const Thumbnails: Story = {
  render: () => (
    <UploadStory
      script={{ stallAt: 0.6 }}
      files={[
        drawPhoto('IMG_2041.jpg', 1, 4_200_000),
        sampleVideo('sunset.webm'),
        drawPhoto('portrait.jpg', 2, 3_100_000),
        new File([drawing], 'logo.svg', { type: 'image/svg+xml' }),
        sampleFile('IMG_2042.HEIC', 2_900_000),
        sampleFile('broken.jpg', 1_000_000, 'image/jpeg'),
      ]}
    >
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findAllByRole('listitem')).toHaveLength(6)
    await waitFor(() => expect(canvasElement.querySelectorAll('img')).toHaveLength(4), { timeout: 10_000 })
    for (const image of canvasElement.querySelectorAll('img')) {
      await expect(image.src).toMatch(/^blob:/)
      await waitFor(() => expect(image.naturalWidth).toBeGreaterThan(0))
      await expect(Math.min(image.naturalWidth, image.naturalHeight)).toBeLessThanOrEqual(96)
    }
  },
}

const drawing =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64"><rect width="64" height="64" fill="#0b7a75"/>' +
  '<circle cx="32" cy="32" r="18" fill="#f4d35e"/></svg>'

const album = () => [
  sampleFile('launch-video-final.mp4', 184_000_000, 'video/mp4'),
  sampleFile('board-deck-q3.pdf', 12_400_000, 'application/pdf'),
  sampleFile('IMG_2041.HEIC', 3_400_000),
  sampleFile('transcript.txt', 48_000, 'text/plain'),
  sampleFile('customers-2026.parquet', 64_000_000),
]

/** Many uploads in all phases; the totals are in bytes. */
export const ManyUploads: Story = {
  render: () => (
    <UploadStory
      files={album()}
      concurrency={4}
      script={({ size }) => {
        if (size > 100e6) return { bytesPerSecond: 6_000_000 }
        if (size === 12_400_000) return { breakAt: 0.4 }
        if (size === 64_000_000) return { stallAt: 0.2 }
        return {}
      }}
    >
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('2 of 5 uploaded, 1 failed')).toBeVisible()
    await expect((await canvas.findAllByText(/ left$/, {}, { timeout: 5_000 })).length).toBeGreaterThan(0)
    await expect(await barOf(canvasElement, 'Uploads')).toHaveAttribute('aria-valuenow')
    await expect(canvas.getByRole('button', { name: 'Pause all' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Retry failed' })).toBeVisible()
    await expect(canvas.getByRole('button', { name: 'Clear completed' })).toBeVisible()
  },
}

/** The actions for all uploads. */
export const AllAtOnce: Story = {
  render: () => (
    <UploadStory files={album()} script={{ stallAt: 0.5 }}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await waitFor(() => expect(canvas.getAllByText('Uploading')).toHaveLength(5))
    await userEvent.click(canvas.getByRole('button', { name: 'Pause all' }))
    await waitFor(() => expect(canvas.getAllByText(/^Paused/)).toHaveLength(5))
    await userEvent.click(canvas.getByRole('button', { name: 'Resume all' }))
    await waitFor(() => expect(canvas.getAllByText('Uploading')).toHaveLength(5))
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel all' }))
    await waitFor(() => expect(canvas.getAllByText('Cancelled')).toHaveLength(5))
    await expect(canvas.getByText('Nothing to upload')).toBeVisible()
  },
}

/** All states at once. */
export const AllStates: Story = {
  render: () => (
    <AllStatesStory>
      <UploadProgress />
    </AllStatesStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await waitFor(() =>
      expect(canvas.getByTitle('customers-2026.parquet').parentElement).toHaveTextContent('20%'),
    )
    await userEvent.click(canvas.getByRole('button', { name: 'Pause customers-2026.parquet' }))
    for (const word of ['Uploading', 'Finishing', 'Processing', 'Uploaded', /^Paused/, 'Preparing']) {
      // A row can change its state between two lookups.
      await waitFor(() => expect(canvas.getAllByText(word)[0]).toBeVisible())
    }
  },
}

/** The same uploads in custom markup, built with the hooks and without the stylesheet. */
export const Headless: Story = {
  render: () => (
    <AllStatesStory messages={{ uploads: { label: 'Upload history' } }}>
      <TransferTable />
    </AllStatesStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Processing')).toBeVisible()
    await expect(await canvas.findByText(/ left$/, {}, { timeout: 8_000 })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Remove portrait.jpg' }))
    await waitFor(() =>
      expect(canvas.getByRole('button', { name: 'Cancel customers-2026.parquet' })).toHaveFocus(),
    )
  },
}

/** Custom markup has all actions, for one upload and for all. */
export const HeadlessActions: Story = {
  render: () => (
    <UploadStory
      files={[clip(), sampleFile('board-deck-q3.pdf', 12_400_000), sampleFile('notes.txt', 3_000)]}
      script={({ size, attempt }) =>
        size > 50_000_000 ? { stallAt: 0.4 } : size > 10_000_000 && attempt === 1 ? { breakAt: 0.4 } : {}
      }
    >
      <TransferTable />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByRole('button', { name: 'Retry board-deck-q3.pdf' })).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Pause launch-video-final.mp4' }))
    const resume = await canvas.findByRole('button', { name: 'Resume launch-video-final.mp4' })
    await expect(resume).toHaveFocus()
    await userEvent.click(resume)
    await expect(await canvas.findByRole('button', { name: 'Pause launch-video-final.mp4' })).toHaveFocus()
    await userEvent.click(canvas.getByRole('button', { name: 'Retry failed' }))
    await expect(await canvas.findByText('2 of 3 uploaded')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Clear completed' }))
    await expect(await canvas.findByText('0 of 1 uploaded')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Cancel launch-video-final.mp4' }))
    await expect(await canvas.findByRole('button', { name: 'Remove launch-video-final.mp4' })).toHaveFocus()
  },
}

/** Ten thousand photos: only visible rows and the focused row are rendered. */
export const TenThousandFiles: Story = {
  render: () => (
    <UploadStory files={drawPhotos(10_000)} script={{ bytesPerSecond: 200_000 }}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    const list = await canvas.findByRole('list')
    const last = 'IMG_10000.jpg'
    const first = await canvas.findByRole('button', { name: 'Cancel IMG_00001.jpg' })
    await expect(canvas.getByText(/of 10,000 uploaded$/)).toBeVisible()
    first.focus()
    await userEvent.keyboard('{End}')
    await waitFor(() => expect(canvas.getByTitle(last).closest('li')).toContainElement(focused()))
    await expect(canvas.getByTitle(last).closest('li')).toHaveAttribute('aria-posinset', '10000')
    await expect(canvas.getByTitle(last).closest('li')).toHaveAttribute('aria-setsize', '10000')
    await userEvent.keyboard('{ArrowUp}')
    await waitFor(() => expect(canvas.getByTitle('IMG_09999.jpg').closest('li')).toContainElement(focused()))
    // Scrolling moves the focused row out of view, and it stays rendered.
    const scroller = list.parentElement as HTMLElement
    scroller.scrollTop = 100_000
    await expect((await canvas.findAllByTitle(/^IMG_016/)).length).toBeGreaterThan(3)
    await expect(canvas.getByTitle('IMG_09999.jpg').closest('li')).toContainElement(focused())
    await expect(canvas.getAllByRole('listitem').length).toBeLessThan(40)
    await expect(canvasElement.querySelectorAll('*').length).toBeLessThan(1_200)
    scroller.scrollTop = 0
    await waitFor(() => expect(canvasElement.querySelectorAll('img').length).toBeGreaterThan(3))
  },
}

/** Completed uploads are cleared, and the focus is restored. */
export const Cleared: Story = {
  render: () => (
    <UploadStory files={[sampleFile('one.txt'), sampleFile('two.txt')]}>
      <UploadProgress />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('2 of 2 uploaded')).toBeVisible()
    await userEvent.click(canvas.getByRole('button', { name: 'Remove one.txt' }))
    await waitFor(() => expect(canvas.getByRole('button', { name: 'Remove two.txt' })).toHaveFocus())
    await userEvent.keyboard('{Enter}')
    await expect(await canvas.findByText('No uploads yet')).toBeVisible()
    await waitFor(() => expect(canvas.getByRole('region', { name: 'Uploads' })).toHaveFocus())
  },
}

function OneFile() {
  const { upload, uploadId } = useUploadFile()
  return (
    <>
      <label>
        Avatar{' '}
        <input
          type="file"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file) upload(file).catch(() => undefined)
          }}
        />
      </label>
      <div style={{ marginBlockStart: '1em' }}>{uploadId && <UploadProgress uploadId={uploadId} />}</div>
    </>
  )
}

/** A single upload, with `uploadId`. */
export const Single: Story = {
  render: () => (
    <UploadStory script={{ stallAt: 0.7 }}>
      <OneFile />
    </UploadStory>
  ),
  async play({ canvasElement }) {
    const canvas = within(canvasElement)
    const file = sampleFile('portrait.png', 2_600_000, 'image/png')
    await userEvent.upload(canvas.getByLabelText('Avatar'), file)
    await expect(await canvas.findByText('70%')).toBeVisible()
    await expect(canvas.queryByRole('list')).toBeNull()
  },
}

/** The same in dark mode. */
export const Dark: Story = { ...ManyUploads, globals: { scheme: 'dark' } }

/** The same list in another language. */
function inLanguage(messages: UploadMessages, locale: string): Story {
  return {
    render: () => (
      <AllStatesStory messages={messages} locale={locale}>
        <UploadProgress />
      </AllStatesStory>
    ),
    async play({ canvasElement }) {
      const canvas = await start(canvasElement)
      await expect(await canvas.findByText(messages.uploads.status.processing)).toBeVisible()
      await expect(await canvas.findByText(messages.uploads.retry)).toBeVisible()
    },
  }
}

export const German = inLanguage(de, 'de')
export const Spanish = inLanguage(es, 'es')
export const French = inLanguage(fr, 'fr')
export const Japanese = inLanguage(ja, 'ja')
export const Portuguese = inLanguage(ptBR, 'pt-BR')
export const Chinese = inLanguage(zhCN, 'zh-CN')

/** Right-to-left: bars grow from the right. */
export const Arabic: Story = {
  ...inLanguage(ar, 'ar'),
  globals: { direction: 'rtl' },
  async play(context) {
    await inLanguage(ar, 'ar').play?.(context)
    const bar = await barOf(context.canvasElement, 'launch-video-final.mp4')
    const fill = bar.firstElementChild
    await waitFor(() => expect(fill?.getBoundingClientRect().width).toBeGreaterThan(1))
    await expect(fill?.getBoundingClientRect().right).toBeCloseTo(bar.getBoundingClientRect().right, 0)
  },
}

/** 200 % text size on a narrow screen: nothing is cut off, nothing scrolls sideways. */
export const LargeTextNarrow: Story = {
  render: () => (
    <div style={{ inlineSize: 288, fontSize: '200%' }}>
      <AllStatesStory>
        <UploadProgress />
      </AllStatesStory>
    </div>
  ),
  async play({ canvasElement }) {
    const canvas = await start(canvasElement)
    await expect(await canvas.findByText('Processing')).toBeVisible()
    const list = canvas.getByRole('region', { name: 'Uploads' })
    for (const element of [list, ...list.querySelectorAll('.rp-scroller, .rp-upload, .rp-error, button')]) {
      await expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth + 1)
    }
    for (const button of within(list).getAllByRole('button')) {
      const { width, height } = button.getBoundingClientRect()
      await expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
    }
  },
}
