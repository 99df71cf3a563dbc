import { createHash, randomFillSync } from 'node:crypto'
import { ListMultipartUploadsCommand, ListPartsCommand, type S3Client } from '@aws-sdk/client-s3'
import type { BrowserContext, Page } from 'playwright'
import { beforeAll, expect, test } from 'vitest'
import { holdUploads } from '../support/hold-uploads.ts'
import { isFirefox } from '../support/launch-browser.ts'
import { choose, dropFromDisk, waitOptions, ready } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'

// A large upload that is interrupted by a reload, a closed tab, or a lost connection.

const mebi = 1024 ** 2
// Above the server's multipart threshold of 100 MiB: thirteen parts of 8 MiB and one of 7 bytes.
const size = 104 * mebi + 7
const count = 14

const { newContext, open, write, digestOf, store } = livePages()

/** By drag and drop; in Firefox by the file dialog, since two pages on one screen would cover each other. */
const add = isFirefox ? choose : dropFromDisk

let bytes: Buffer
let digest: string

beforeAll(() => {
  bytes = randomFillSync(Buffer.alloc(size))
  digest = createHash('sha256').update(bytes).digest('hex')
})

/** A browser profile in which all parts but `passCount` are held back, and a log of its parts. */
async function begin(passCount: number) {
  const context = await newContext()
  const sending = await holdUploads(context, passCount)
  return { context, sending, parts: notePartsOf(context), s3: store() }
}

/** Numbers of the parts that were sent, and of those with a response. */
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

/** Accepts all dialogs from now on, and returns their types. */
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

/** Expects the complete file at the store, and no parts. */
async function completes(page: Page, s3: S3Client, name: string) {
  await page.locator('.rp-upload[data-status="completed"]').waitFor({ timeout: 120_000 })
  expect(await digestOf(name)).toBe(digest)
  expect(await openAtStore(s3)).toBe(0)
  await interrupted(page).waitFor({ state: 'detached' })
}

/** Number of open multipart uploads at the store. */
async function openAtStore(s3: S3Client): Promise<number> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'sandbox' }))
  return Uploads.length
}

/** Part numbers of the open multipart upload, which can be more than the closed page knew of. */
async function partsAtStore(s3: S3Client): Promise<readonly number[]> {
  const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket: 'sandbox' }))
  expect(Uploads).toHaveLength(1)
  const { Key, UploadId } = Uploads[0] ?? {}
  const { Parts = [] } = await s3.send(new ListPartsCommand({ Bucket: 'sandbox', Key, UploadId }))
  return Parts.map(({ PartNumber = 0 }) => PartNumber)
}

/** Expects that each missing part was sent once, and no other. */
function expectOnlyMissing(sent: readonly number[], before: readonly number[]) {
  const all = Array.from({ length: count }, (_, index) => index + 1)
  expect([...before, ...sent].sort((a, b) => a - b)).toEqual(all)
}

test('reload › the same file sends only the missing parts', { timeout: 300_000 }, async () => {
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

test('closed tab › the upload resumes in another tab', { timeout: 400_000 }, async () => {
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
  expect(await alert.innerText()).toContain(`This isn't the file “${name}” whose upload was interrupted`)
  // Chromium keeps the file handle of a dropped file.
  if (isFirefox) await input.setInputFiles(path)
  else await page.getByRole('button', { name: `Resume ${name}` }).click()
  await completes(page, s3, name)
  expectOnlyMissing(parts.begun(), before)
})

test('discard › nothing is left at the store', { timeout: 300_000 }, async () => {
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

test('offline › uploads wait and continue when the network returns', { timeout: 300_000 }, async () => {
  const name = 'Zugfahrt.bin'
  const path = await write(name, bytes)
  const { context, sending, parts, s3 } = await begin(4)
  const page = await open({ context })
  const seen = await watchRows(page)
  await add(page, [path])
  await expect.poll(() => parts.stored().length, waitOptions).toBe(4)
  await expect.poll(() => sending.held(), waitOptions).toBeGreaterThan(0)
  // Held requests must reach the network to fail.
  sending.letPass()
  await context.setOffline(true)
  const row = page.locator('.rp-upload')
  await row.getByText('Connection lost. Waiting to reconnect').waitFor({ timeout: 60_000 })

  // Files added while offline wait as well.
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

/** Collects all states and texts that rows show from now on. */
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
