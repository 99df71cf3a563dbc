import { chromium, type Page } from 'playwright'
import { expect, onTestFinished, test } from 'vitest'
import { chromiumLaunchOptions } from '../support/chromium.ts'
import { serveFolder } from '../support/serve-folder.ts'

// What `npm run build:storybook` left, on a server that knows nothing but files.

/** A page of it, and what went wrong there: scripts that broke, files that are missing, visits to other hosts. */
async function openPage(path: string) {
  const base = await serveFolder('storybook-static')
  const browser = await chromium.launch(await chromiumLaunchOptions())
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('request', (request) => {
    const url = request.url()
    if (/^https?:/.test(url) && !url.startsWith(base)) troubles.push(url)
  })
  page.on('response', (response) => {
    if (!response.ok()) troubles.push(`${response.status()} ${new URL(response.url()).pathname}`)
  })
  await page.goto(`${base}${path}`)
  return { page, troubles }
}

/** Where the manager shows a story. */
const preview = (page: Page) => page.frameLocator('#storybook-preview-iframe')

test('a story is shown, and played to its end', async () => {
  const { page, troubles } = await openPage('/?path=/story/components-uploadprogress--completed')
  await page.getByRole('button', { name: 'UploadProgress' }).waitFor()
  // The live region says the same, a little later.
  await preview(page).locator('.rp-summary', { hasText: '1 of 1 uploaded' }).waitFor()
  expect(troubles).toEqual([])
})

test('a page of the documentation is shown with its stories', async () => {
  const { page, troubles } = await openPage('/iframe.html?id=hooks-files--docs&viewMode=docs')
  await page.getByRole('heading', { name: 'File hooks' }).waitFor()
  await page.getByText('4 files').waitFor()
  expect(troubles).toEqual([])
})

test('a Live page says how to start the sandbox', async () => {
  const { page, troubles } = await openPage('/iframe.html?id=live-upload--upload&viewMode=story')
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.innerText()).toMatch(/Start it together with Storybook by npm start/)
  expect(await alert.innerText()).toContain('/sandbox/health responded with 404')
  expect(troubles.filter((trouble) => !trouble.startsWith('404 /sandbox/'))).toEqual([])
})
