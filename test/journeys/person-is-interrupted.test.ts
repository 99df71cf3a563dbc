import { createHash, randomFillSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  ListObjectsV2Command,
  S3Client,
} from '@aws-sdk/client-s3'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { chromiumLaunchOptions } from '../support/chromium.ts'
import { dropFromDisk, liveStoryUrl } from '../support/live-page.ts'
import { freePorts, runStart, type Ports } from '../support/run-start.ts'

// A person drops a big file, and the page is reloaded, or its tab closed, in the middle of it.

const mebi = 1024 ** 2
// Over the server's 100 MiB from which on files go in parts; thirteen of 8 MiB and one of 7 bytes.
const size = 104 * mebi + 7
const count = 14

let browser: Browser
let directory: string
let ports: Ports
let path: string
let digest: string

beforeAll(async () => {
  browser = await chromium.launch(await chromiumLaunchOptions())
  directory = await mkdtemp(join(tmpdir(), 'react-presigned-resume-'))
  path = join(directory, 'Ferien am Meer.bin')
  const bytes = randomFillSync(Buffer.alloc(size))
  digest = createHash('sha256').update(bytes).digest('hex')
  await writeFile(path, bytes)
})

afterAll(async () => {
  await browser.close()
  await rm(directory, { recursive: true, force: true })
})

async function openSandbox() {
  ports = await freePorts()
  const started = await runStart(ports)
  await started.ready()
  const context = await browser.newContext({ viewport: { width: 1000, height: 900 } })
  onTestFinished(() => context.close())
  return { context, parts: notePartsOf(context), s3: storeClient(ports.STORE_PORT) }
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

async function openPage(context: BrowserContext): Promise<Page> {
  const page = await context.newPage()
  // The first page has Storybook's server prepare every module.
  await page.goto(liveStoryUrl(ports.STORYBOOK_PORT, 'upload'), { timeout: 120_000 })
  await ready(page)
  return page
}

async function ready(page: Page) {
  await page.getByRole('button', { name: 'Choose files' }).waitFor({ timeout: 60_000 })
}

/** Loopback would swallow the file at once, and nobody could leave in the middle of it. */
async function slowDown(page: Page) {
  const session = await page.context().newCDPSession(page)
  await session.send('Network.enable')
  const conditions = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 4_000_000 }
  await session.send('Network.emulateNetworkConditions', conditions)
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

function storeClient(port: number): S3Client {
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox-secret' },
  })
  onTestFinished(() => {
    s3.destroy()
  })
  return s3
}

async function completes(page: Page, s3: S3Client) {
  await page.locator('.rp-upload[data-status="completed"]').waitFor({ timeout: 120_000 })
  const { Contents: objects = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'sandbox' }))
  expect(objects).toHaveLength(1)
  const stored = await s3.send(new GetObjectCommand({ Bucket: 'sandbox', Key: objects[0]?.Key }))
  const bytes = (await stored.Body?.transformToByteArray()) ?? new Uint8Array()
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(digest)
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
  const { context, parts, s3 } = await openSandbox()
  const page = await openPage(context)
  await slowDown(page)
  await page.getByRole('heading', { name: 'In the store' }).click()
  await dropFromDisk(page, [path])
  await expect.poll(() => parts.stored().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(5)

  const asked = leaveAllTheSame(page)
  await page.reload()
  expect(asked).toEqual(['beforeunload'])
  await ready(page)
  await expect.poll(() => interrupted(page).count()).toBe(1)
  expect(await interrupted(page).innerText()).toContain('Ferien am Meer.bin')

  const before = await partsAtStore(s3)
  expect(before.length).toBeLessThan(count)
  parts.forget()
  await dropFromDisk(page, [path])
  await expect.poll(() => interrupted(page).count()).toBe(0)
  await completes(page, s3)
  expectOnlyMissing(parts.begun(), before)
})

test('the upload of a closed tab goes on in another, or is discarded', { timeout: 400_000 }, async () => {
  const { context, parts, s3 } = await openSandbox()
  const first = await openPage(context)
  const page = await openPage(context)
  await slowDown(first)
  await dropFromDisk(first, [path])
  await expect.poll(() => parts.stored().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(3)
  expect(await interrupted(page).count()).toBe(0)
  await first.close()
  leaveAllTheSame(page)
  await page.reload()
  await ready(page)
  await expect.poll(() => interrupted(page).count()).toBe(1)

  const before = await partsAtStore(s3)
  parts.forget()
  const other = join(directory, 'other.bin')
  await writeFile(other, 'another file')
  await interrupted(page).locator('input').setInputFiles(other)
  const alert = interrupted(page).getByRole('alert')
  await alert.waitFor()
  expect(await alert.innerText()).toContain('This is not the “Ferien am Meer.bin” that was cut off')
  // The browser kept where the file is.
  await page.getByRole('button', { name: 'Resume Ferien am Meer.bin' }).click()
  await completes(page, s3)
  expectOnlyMissing(parts.begun(), before)

  // Finished files are never gone on with: the same file once more is a new upload, which is given up here.
  // On a fresh page: one that has measured a fast line makes few, big parts.
  await page.reload()
  await ready(page)
  await slowDown(page)
  parts.forget()
  await dropFromDisk(page, [path])
  await expect.poll(() => parts.stored().length, { timeout: 60_000 }).toBeGreaterThanOrEqual(2)
  await page.reload()
  await ready(page)
  expect(await openAtStore(s3)).toBe(1)
  await page.getByRole('button', { name: 'Discard Ferien am Meer.bin' }).click()
  await interrupted(page).waitFor({ state: 'detached' })
  expect(await openAtStore(s3)).toBe(0)
})
