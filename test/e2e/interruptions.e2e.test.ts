import { createHash, randomFillSync } from 'node:crypto'
import { ListMultipartUploadsCommand, ListPartsCommand, type S3Client } from '@aws-sdk/client-s3'
import type { BrowserContext, Page } from 'playwright'
import { beforeAll, expect, test } from 'vitest'
import { holdUploads } from '../support/hold-uploads.ts'
import { isFirefox } from '../support/launch-browser.ts'
import { choose, dropFromDisk, waitOptions, ready } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'

// A person adds a big file, and in the middle of it the page is reloaded, its tab closed, or the network gone.

const mebi = 1024 ** 2
// Over the server's 100 MiB from which on files go in parts; thirteen of 8 MiB and one of 7 bytes.
const size = 104 * mebi + 7
const count = 14

const { newContext, open, write, digestOf, store } = livePages()

/** By the mouse, but for Firefox: its mouse needs a screen, on which the second of two pages would hide the first. */
const add = isFirefox ? choose : dropFromDisk

let bytes: Buffer
let digest: string

beforeAll(() => {
  bytes = randomFillSync(Buffer.alloc(size))
  digest = createHash('sha256').update(bytes).digest('hex')
})

/** A profile whose parts wait in the browser, and what becomes of them. */
async function begin(letGo: number) {
  const context = await newContext()
  const sending = await holdUploads(context, letGo)
  return { context, sending, parts: notePartsOf(context), s3: store() }
}

/** Numbers of parts whose sending began, and of those that the store has answered for. */
function notePartsOf(context: BrowserContext) {
  let begun: number[] = []
  let stored: number[] = []
  const numberOf = (request: { method(): string; url(): string }) => {
    const number = new URL(request.url()).searchParams.get('partNumber')
    return request.method() === 'PUT' && number !== null ? [Number(number)] : []
  }
  context.on('request', (request) => begun.push(...numberOf(request)))
  context.on('response', (response) => {
    if (response.ok()) stored.push(...numberOf(response.request()))
  })
  return {
    begun: () => begun,
    stored: () => stored,
    forget() {
      begun = []
      stored = []
    },
  }
}

/** What the browser asks from now on, and is told to go ahead. */
function leaveAllTheSame(page: Page): readonly string[] {
  const asked: string[] = []
  page.on('dialog', (dialog) => {
    asked.push(dialog.type())
    void dialog.accept()
  })
  return asked
}

const interrupted = (page: Page) =>
  page.getByRole('list', { name: 'Interrupted uploads' }).getByRole('listitem')

/** The file is there, whole, and nothing else is left of it. */
async function completes(page: Page, s3: S3Client, name: string) {
  await page.locator('.rp-upload[data-status="completed"]').waitFor({ timeout: 120_000 })
  expect(await digestOf(name)).toBe(digest)
  expect(await openAtStore(s3)).toBe(0)
  await interrupted(page).waitFor({ state: 'detached' })
}

/** Multipart uploads that nobody has completed or given up. */
async function openAtStore(s3: S3Client): Promise<number> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'sandbox' }))
  return Uploads.length
}

/** Numbers of the parts that the one open upload has there: more than the page that is gone had heard of. */
async function partsAtStore(s3: S3Client): Promise<readonly number[]> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'sandbox' }))
  expect(Uploads).toHaveLength(1)
  const { Key, UploadId } = Uploads[0] ?? {}
  const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket: 'sandbox', Key, UploadId }))
  return Parts.map(({ PartNumber = 0 }) => PartNumber)
}

/** Every part that the store had not was sent, once, and no other. */
function expectOnlyMissing(sent: readonly number[], before: readonly number[]) {
  const all = Array.from({ length: count }, (_, place) => place + 1)
  expect([...before, ...sent].sort((a, b) => a - b)).toEqual(all)
}

test('after a reload the same file sends only what is missing', { timeout: 300_000 }, async () => {
  const name = 'Ferien am Meer.bin'
  const path = await write(name, bytes)
  const { context, sending, parts, s3 } = await begin(5)
  const page = await open({ context })
  await page.getByRole('heading', { name: 'In the store' }).click()
  await add(page, [path])
  await expect.poll(() => parts.stored().length, waitOptions).toBe(5)
  await expect.poll(() => sending.held(), waitOptions).toBeGreaterThan(0)

  const asked = leaveAllTheSame(page)
  await page.reload()
  expect(asked).toEqual(['beforeunload'])
  await ready(page)
  await expect.poll(() => interrupted(page).count(), waitOptions).toBe(1)
  expect(await interrupted(page).innerText()).toContain(name)

  const before = await partsAtStore(s3)
  expect(before).toHaveLength(5)
  parts.forget()
  await sending.release()
  await add(page, [path])
  await expect.poll(() => interrupted(page).count(), waitOptions).toBe(0)
  await completes(page, s3, name)
  expectOnlyMissing(parts.begun(), before)
})

test('the upload of a closed tab goes on in another, or is discarded', { timeout: 400_000 }, async () => {
  const name = 'Film.bin'
  const path = await write(name, bytes)
  const { context, sending, parts, s3 } = await begin(3)
  const first = await open({ context })
  const page = await open({ context })
  await add(first, [path])
  await expect.poll(() => parts.stored().length, waitOptions).toBe(3)
  expect(await interrupted(page).count()).toBe(0)
  await first.close()
  leaveAllTheSame(page)
  await page.reload()
  await ready(page)
  await expect.poll(() => interrupted(page).count(), waitOptions).toBe(1)

  const before = await partsAtStore(s3)
  parts.forget()
  await sending.release()
  const input = interrupted(page).locator('input')
  await input.setInputFiles(await write('other.bin', 'another file'))
  const alert = interrupted(page).getByRole('alert')
  await alert.waitFor()
  expect(await alert.innerText()).toContain(`This is not the “${name}” that was cut off`)
  // Of what was dropped, Chromium has kept where it is.
  if (isFirefox) await input.setInputFiles(path)
  else await page.getByRole('button', { name: `Resume ${name}` }).click()
  await completes(page, s3, name)
  expectOnlyMissing(parts.begun(), before)
})

test('what was cut off is discarded, and nothing of it is left', { timeout: 300_000 }, async () => {
  const path = await write('Falsch.bin', bytes)
  const { context, parts, s3 } = await begin(2)
  const page = await open({ context })
  await add(page, [path])
  await expect.poll(() => parts.stored().length, waitOptions).toBe(2)
  leaveAllTheSame(page)
  await page.reload()
  await ready(page)
  await interrupted(page).waitFor({ timeout: 60_000 })
  expect(await openAtStore(s3)).toBe(1)
  await page.getByRole('button', { name: 'Discard Falsch.bin' }).click()
  await interrupted(page).waitFor({ state: 'detached', timeout: 60_000 })
  expect(await openAtStore(s3)).toBe(0)
})

test('without a network everything waits, and goes on with it', { timeout: 300_000 }, async () => {
  const name = 'Zugfahrt.bin'
  const path = await write(name, bytes)
  const { context, sending, parts, s3 } = await begin(4)
  const page = await open({ context })
  const seen = await watchRows(page)
  await add(page, [path])
  await expect.poll(() => parts.stored().length, waitOptions).toBe(4)
  await expect.poll(() => sending.held(), waitOptions).toBeGreaterThan(0)
  // What is sent without a network must reach it, to fail.
  sending.letPass()
  await context.setOffline(true)
  const row = page.locator('.rp-upload')
  await row.getByText('Connection lost. Waiting to reconnect').waitFor({ timeout: 60_000 })

  // What is added meanwhile waits with it.
  await add(page, [await write('Notiz.txt', 'Im Tunnel.')])
  await expect.poll(() => row.count(), waitOptions).toBe(2)
  await expect.poll(() => row.getByText('Connection lost. Waiting to reconnect').count(), waitOptions).toBe(2)

  const before = parts.stored()
  parts.forget()
  await context.setOffline(false)
  await page.locator('.rp-upload[data-status="completed"]').nth(1).waitFor({ timeout: 120_000 })
  expect(await digestOf(name)).toBe(digest)
  expect(await openAtStore(s3)).toBe(0)
  expectOnlyMissing(parts.stored(), before)
  const shown = await seen()
  expect(shown.filter((text) => /failed|trying again|retry/i.test(text))).toEqual([])
})

/** Every state and text that rows have shown since. */
async function watchRows(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const shown = new Set<string>()
    Object.assign(window, { shown })
    const look = () => {
      for (const row of document.querySelectorAll<HTMLElement>('.rp-upload')) {
        shown.add(`${row.dataset['status']} ${row.textContent}`)
      }
    }
    const observed = { subtree: true, childList: true, characterData: true, attributeFilter: ['data-status'] }
    new MutationObserver(look).observe(document.body, observed)
  })
  return () => page.evaluate(() => [...(Reflect.get(window, 'shown') as Set<string>)])
}
