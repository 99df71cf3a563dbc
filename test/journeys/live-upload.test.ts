import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chromiumLaunchOptions } from '../support/chromium.ts'
import { dropFromDisk, liveStoryUrl, shownPictures } from '../support/live-page.ts'
import { makeVideo } from '../support/make-video.ts'
import { freePorts, runStart } from '../support/run-start.ts'

// A person's way through `npm start`: open Live / Upload, drop a file that is really on the disk, and watch.

/** What was on the page in one frame. */
type Sample = { status: string; percent: number | undefined; value: number | undefined }

let browser: Browser
let directory: string

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions())
  directory = await mkdtemp(join(tmpdir(), 'react-presigned-journey-'))
})

afterAll(async () => {
  await browser.close()
  await rm(directory, { recursive: true, force: true })
})

test('a 64 MB video goes from drop to frames', { timeout: 240_000 }, async () => {
  const path = join(directory, 'Ferien am Meer.mp4')
  await makeVideo({ seconds: 30, size: '1280x720', megabytes: 64, path })
  const { size } = await stat(path)
  expect(size).toBeGreaterThanOrEqual(64 * 1024 * 1024)

  const ports = await freePorts()
  const started = await runStart(ports)
  await started.ready()
  const page = await browser.newPage({ viewport: { width: 1000, height: 900 } })
  await page.goto(liveStoryUrl(ports.STORYBOOK_PORT, 'upload'))
  await page.getByRole('button', { name: 'Choose files' }).waitFor({ timeout: 60_000 })

  const samples = await watchProgress(page)
  await throttleUploads(page, 20_000_000)
  await dropFromDisk(page, [path])
  const row = page.locator('.rp-upload', { hasText: 'Ferien am' }).first()
  await page.locator('.rp-upload[data-status="completed"]').waitFor({ timeout: 120_000 })
  expect(await row.innerText()).toContain('Uploaded')

  const seen = await samples()
  const order = seen.map(({ status }) => status).filter((status, place, all) => status !== all[place - 1])
  expect(order.slice(-4)).toEqual(['uploading', 'finishing', 'processing', 'completed'])
  const moving = seen.filter(({ status }) => status === 'uploading')
  expect(new Set(moving.map(({ value }) => value)).size).toBeGreaterThan(10)
  for (const figures of [seen.map(({ percent }) => percent), seen.map(({ value }) => value)]) {
    const shown = figures.filter((figure) => figure !== undefined)
    expect([...shown].sort((a, b) => a - b)).toEqual(shown)
  }
  const early = seen.filter(({ status }) => !['processing', 'completed'].includes(status))
  expect(early.every(({ percent = 0, value = 0 }) => percent < 100 && value < 100)).toBe(true)

  // What is in the store is the file, and the gallery shows every frame that the store holds.
  const s3 = storeClient(ports.STORE_PORT)
  const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'sandbox' }))
  const keys = objects.map(({ Key = '' }) => Key)
  const uploaded = keys.filter((key) => key.startsWith('uploads/'))
  expect(uploaded).toHaveLength(1)
  const stored = await s3.send(new GetObjectCommand({ Bucket: 'sandbox', Key: uploaded[0] }))
  const bytes = await stored.Body?.transformToByteArray()
  expect(
    createHash('sha256')
      .update(bytes ?? '')
      .digest('hex'),
  ).toBe(await digestOf(path))
  const frames = keys.filter((key) => key.startsWith('frames/') && key.endsWith('.jpg'))
  expect(frames.length).toBeGreaterThanOrEqual(30)
  await expect.poll(() => shownPictures(page), { timeout: 30_000 }).toBe(frames.length)
  s3.destroy()
})

/** Notes in every frame what the row of the upload and the bars show. */
async function watchProgress(page: Page): Promise<() => Promise<Sample[]>> {
  await page.evaluate(() => {
    const samples: unknown[] = []
    Object.assign(window, { samples })
    const look = () => {
      const row = document.querySelector<HTMLElement>('.rp-upload')
      const bar = row?.querySelector('[role=progressbar]')
      if (row && bar) {
        const percent = /(\d+)\s?%/.exec(row.innerText)?.[1]
        const value = bar.getAttribute('aria-valuenow')
        samples.push({
          status: row.dataset['status'],
          percent: percent === undefined ? undefined : Number(percent),
          value: value === null ? undefined : Number(value),
        })
      }
      requestAnimationFrame(look)
    }
    look()
  })
  return () => page.evaluate(() => Reflect.get(window, 'samples') as Sample[])
}

/** Loopback's buffers would swallow the file at once and hide all progress. */
async function throttleUploads(page: Page, uploadThroughput: number): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput }
  await session.send('Network.emulateNetworkConditions', conditions)
}

function storeClient(port: number): S3Client {
  return new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox-secret' },
  })
}

async function digestOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}
