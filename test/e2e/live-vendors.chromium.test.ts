import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { BrowserContext, Locator, Page } from 'playwright'
import { beforeAll, expect, test } from 'vitest'
import { sandboxKeys } from '../../sandbox/wires/sandbox-keys.ts'
import { expectAccessible } from '../support/axe.ts'
import { serve } from '../support/http-server.ts'
import { dropFromDisk, waitOptions, countLoadedImages, waitForSummary } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'
import { makeVideo } from '../support/make-video.ts'

// The four vendors' pages as a user sees them: drop files from the disk, and use each feature of the API.

const vendors = ['wriftai', 'aymara', 'perseus', 'assured'] as const
const secrets = Object.values(sandboxKeys).flatMap((keys) => Object.values<string>(keys))
const jwt = /eyJ[\w-]+\.[\w-]+\.[\w-]+/

const { newContext, open, goTo, write, path } = livePages({ env: { SANDBOX_ALLOW_PRIVATE_ADDRESSES: '1' } })

beforeAll(async () => {
  await makeVideo({ seconds: 6, path: path('Ferien.mp4') })
  const recording = randomBytes(24 * 1024 * 1024)
  await write('Aufnahme.bin', recording)
  await write('Abschrift.bin', recording)
  await write('Lebenslauf Müller.pdf', '%PDF-1.4\n%%EOF\n')
  await write('Skizze.png', pixel)
  await write('Foto.jpeg', Buffer.from([0xff, 0xd8, 0xff, 0xd9]))
  for (const name of notes) await write(name, `This is ${name}.`)
})

test('live page › uploads to four vendors without API keys in the page', { timeout: 240_000 }, async () => {
  const context = await newContext()
  const traffic = recordTraffic(context)

  await useWriftai(await open({ story: 'wriftai', context }))
  await useAymara(await open({ story: 'aymara', context }))
  await usePerseus(await open({ story: 'perseus', context }), () => traffic.puts())
  await useAssured(await open({ story: 'assured', context }))

  const said = await traffic.said()
  for (const vendor of vendors) {
    expect(said.some(({ url }) => url.includes(`/sandbox/proxy/${vendor}/`))).toBe(true)
  }
  const headers = new Set(said.flatMap(({ headers }) => Object.keys(headers)))
  expect([headers.has('authorization'), headers.has('x-api-key'), headers.has('cookie')]).toEqual([
    false,
    false,
    false,
  ])
  const pages = await Promise.all(context.pages().map((page) => page.content()))
  const observed = [...said.map((entry) => JSON.stringify(entry)), ...pages]
  for (const secret of secrets) expect(observed.filter((text) => text.includes(secret))).toEqual([])
  expect(observed.filter((text) => jwt.test(text))).toEqual([])

  await context.route('**/sandbox/**', (route) => route.abort())
  for (const vendor of vendors) {
    const page = await context.newPage()
    await goTo(page, vendor)
    await expect.poll(() => textsOf(page.getByRole('alert')), waitOptions).toMatch(/Start it .* npm start/)
    await expectAccessible(page)
  }
})

async function useWriftai(page: Page): Promise<void> {
  await expectAccessible(page)
  await dropNamed(page, ['Skizze.png'])
  await completed(page, 1)
  const row = page.getByRole('list', { name: 'Download URLs' }).getByRole('listitem')
  expect(await row.innerText()).toContain('completed')
  expect(await bytesAt(await row.getByLabel('Download URL of Skizze.png').inputValue())).toEqual(pixel)
  await expectAccessible(page)
}

async function useAymara(page: Page): Promise<void> {
  await expectAccessible(page)
  const list = page.getByRole('list', { name: 'Files at Aymara' })
  const row = (name: string) => list.getByRole('listitem').filter({ hasText: name })
  await dropNamed(page, ['Ferien.mp4'])
  await completed(page, 1)
  await expect.poll(() => textsOf(row('Ferien.mp4')), waitOptions).toMatch(/MB|kB/)
  expect(await row('Ferien.mp4').innerText()).toContain('completed')
  await expect.poll(() => countLoadedImages(page), waitOptions).toBe(6)

  await row('Ferien.mp4').getByRole('button', { name: 'Details of Ferien.mp4' }).click()
  const link = row('Ferien.mp4').getByRole('link', { name: 'Open the file' })
  expect(await bytesAt(await hrefOf(link))).toEqual(await readFile(path('Ferien.mp4')))

  const remote = await serve((_request, response) => {
    response.setHeader('content-type', 'image/png')
    response.end(pixel)
  })
  await page.getByLabel('Address of a file').fill(`${remote}/Von%20fern.png`)
  await page.getByRole('button', { name: 'Import' }).click()
  await expect.poll(() => textsOf(row('Von fern.png')), waitOptions).toContain('completed')

  await dropNamed(page, notes)
  await completed(page, notes.length + 1)
  await page.getByText(`10 of ${notes.length + 2}`).waitFor()
  await page.getByRole('button', { name: 'More' }).click()
  await page.getByText(`${notes.length + 2} of ${notes.length + 2}`).waitFor()
  expect(await list.getByRole('listitem').count()).toBe(notes.length + 2)

  await page.getByLabel('Show').selectOption('Images')
  await page.getByText('1 of 1', { exact: true }).waitFor()
  expect(await textsOf(list)).toContain('Von fern.png')
  await page.getByRole('button', { name: 'Delete Von fern.png' }).click()
  await page.getByText('None of this kind.').waitFor()
  await expectAccessible(page)
}

async function usePerseus(page: Page, puts: () => number): Promise<void> {
  await expectAccessible(page)
  const statuses = await watchStatuses(page)
  const putsBefore = puts()
  await dropNamed(page, ['Aufnahme.bin'])
  await completed(page, 1)
  const order = await statuses()
  expect(order).toEqual(expect.arrayContaining(['hashing', 'uploading', 'processing', 'completed']))
  expect(order.indexOf('hashing')).toBeLessThan(order.indexOf('uploading'))

  await dropNamed(page, ['Abschrift.bin'])
  await completed(page, 2)
  await page
    .getByText('Abschrift.bin was not sent: Perseus has this content already, as Aufnahme.bin.')
    .waitFor()
  expect(puts() - putsBefore).toBe(1)

  const known = await page.getByRole('list', { name: 'Uploaded here' }).innerText()
  const digest = /[\da-f]{64}/.exec(known)?.[0] ?? ''
  const id = /id ([\da-f-]{36})/.exec(known)?.[1] ?? ''
  const found = page.getByRole('list', { name: 'Found files' }).getByRole('listitem')
  for (const query of [digest, id, `${digest} ${id}`]) {
    await page.getByLabel('Ids or SHA-256').fill(query)
    await page.getByRole('button', { name: 'Find' }).click()
    await expect.poll(() => found.allInnerTexts(), waitOptions).toEqual([expect.stringContaining(id)])
  }
  expect(await found.innerText()).toContain('Aufnahme.bin')
  await found.getByRole('button', { name: 'Delete Aufnahme.bin' }).click()
  await expect.poll(() => page.getByText('Perseus has none of these.').count(), waitOptions).toBe(2)
  await expectAccessible(page)
}

async function useAssured(page: Page): Promise<void> {
  await expectAccessible(page)
  await dropNamed(page, ['Lebenslauf Müller.pdf', 'Skizze.png', 'Foto.jpeg', 'Aufnahme.bin'])
  await completed(page, 3)
  expect(await page.locator('.rp-dropzone').innerText()).toContain('Aufnahme.bin')
  const list = page.getByRole('list', { name: 'Uploaded here' })
  expect(await list.getByRole('listitem').count()).toBe(3)

  const row = list.getByRole('listitem').filter({ hasText: 'Skizze.png' })
  await row.getByRole('button', { name: 'Link of Skizze.png' }).click()
  expect(await bytesAt(await hrefOf(row.getByRole('link')))).toEqual(pixel)

  await page.getByLabel('URI of an uploaded file').fill(await row.locator('code').innerText())
  await page.getByRole('button', { name: 'Presign' }).click()
  const presigned = page.getByRole('region', { name: 'Open an s3:// URI' }).getByRole('link')
  expect(await bytesAt(await hrefOf(presigned))).toEqual(pixel)
  const opened = page.waitForEvent('popup')
  await presigned.click()
  expect(await (await opened).locator('img').evaluate(widthOf)).toBe(1)
  await expectAccessible(page)
}

const notes = Array.from({ length: 10 }, (_, index) => `Notiz ${index + 1}.txt`)
const pixel = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYPhfDwACgwGAmmlPjgAAAABJRU5ErkJggg==',
  'base64',
)

/** All requests with headers and bodies, and all responses of the sandbox. */
function recordTraffic(context: BrowserContext) {
  let puts = 0
  const entries: Promise<{ url: string; headers: Record<string, string>; body: string }>[] = []
  context.on('request', (request) => {
    const url = request.url()
    if (request.method() === 'PUT') puts++
    const body = request.postDataBuffer()?.toString('latin1') ?? ''
    entries.push(request.allHeaders().then((headers) => ({ url, headers, body })))
  })
  context.on('response', (response) => {
    const url = response.url()
    if (!url.includes('/sandbox/proxy/')) return
    const body = response.text().catch(() => '')
    entries.push(
      Promise.all([response.allHeaders(), body]).then(([headers, body]) => ({ url, headers, body })),
    )
  })
  return { puts: () => puts, said: () => Promise.all(entries) }
}

async function dropNamed(page: Page, names: readonly string[]): Promise<void> {
  await dropFromDisk(page, names.map(path))
}

/** Waits until `count` uploads of the page are complete. */
async function completed(page: Page, count: number): Promise<void> {
  await waitForSummary(page, `${count} of ${count} uploaded`)
}

/** Notes each status that an upload's row shows. */
async function watchStatuses(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const statuses: string[] = []
    Object.assign(window, { statuses })
    const look = () => {
      const status = document.querySelector<HTMLElement>('.rp-upload')?.dataset['status']
      if (status !== undefined && status !== statuses.at(-1)) statuses.push(status)
    }
    const observed = { subtree: true, childList: true, attributeFilter: ['data-status'] }
    new MutationObserver(look).observe(document.body, observed)
  })
  return () => page.evaluate(() => Reflect.get(window, 'statuses') as string[])
}

async function textsOf(locator: Locator): Promise<string> {
  return (await locator.allInnerTexts()).join('\n')
}

async function hrefOf(link: Locator): Promise<string> {
  return (await link.getAttribute('href')) ?? ''
}

async function bytesAt(url: string): Promise<Buffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}

function widthOf(element: Element): number {
  return element instanceof HTMLImageElement ? element.naturalWidth : 0
}
