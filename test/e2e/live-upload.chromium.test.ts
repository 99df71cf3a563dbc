import { createHash } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { ListObjectsV2Command } from '@aws-sdk/client-s3'
import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { expectAccessible } from '../support/axe.ts'
import { dropFromDisk, countLoadedImages, throttleUploads } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'
import { makeVideo } from '../support/make-video.ts'

// `npm start` as a user sees it: open Live / Upload and drop a file from the disk.

const { open, path, digestOf, store } = livePages()

/** The content of the page in one animation frame. */
type Sample = { status: string; percent: number | undefined; value: number | undefined }

test('live page › uploads a 64 MB video and shows its frames', { timeout: 240_000 }, async () => {
  const video = path('Ferien am Meer.mp4')
  await makeVideo({ seconds: 30, size: '1280x720', megabytes: 64, path: video })
  const { size } = await stat(video)
  expect(size).toBeGreaterThanOrEqual(64 * 1024 * 1024)

  const page = await open()
  await expectAccessible(page)
  const samples = await watchProgress(page)
  // Unthrottled, the loopback buffers would take the whole file at once.
  await throttleUploads(page, 20_000_000)
  await dropFromDisk(page, [video])
  const row = page.locator('.rp-upload', { hasText: 'Ferien am' }).first()
  await page.locator('.rp-upload[data-status="completed"]').waitFor({ timeout: 120_000 })
  expect(await row.innerText()).toContain('Uploaded')

  const seen = await samples()
  const order = seen.map(({ status }) => status).filter((status, index, all) => status !== all[index - 1])
  expect(order.slice(-4)).toEqual(['uploading', 'finishing', 'processing', 'completed'])
  const moving = seen.filter(({ status }) => status === 'uploading')
  expect(new Set(moving.map(({ value }) => value)).size).toBeGreaterThan(10)
  for (const figures of [seen.map(({ percent }) => percent), seen.map(({ value }) => value)]) {
    const shown = figures.filter((figure) => figure !== undefined)
    expect([...shown].sort((a, b) => a - b)).toEqual(shown)
  }
  const early = seen.filter(({ status }) => !['processing', 'completed'].includes(status))
  expect(early.every(({ percent = 0, value = 0 }) => percent < 100 && value < 100)).toBe(true)

  // The file is stored, and the gallery shows every frame.
  const { Contents: objects = [] } = await store().send(new ListObjectsV2Command({ Bucket: 'sandbox' }))
  const keys = objects.map(({ Key = '' }) => Key)
  expect(keys.filter((key) => key.startsWith('uploads/'))).toHaveLength(1)
  const digest = createHash('sha256').update(await readFile(video))
  expect(await digestOf('Ferien am Meer.mp4')).toBe(digest.digest('hex'))
  const frames = keys.filter((key) => key.startsWith('frames/') && key.endsWith('.jpg'))
  expect(frames.length).toBeGreaterThanOrEqual(30)
  await expect.poll(() => countLoadedImages(page), { timeout: 30_000 }).toBe(frames.length)
  await expectAccessible(page)
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
