import { chromium, type Page } from 'playwright'
import { expect, onTestFinished, test } from 'vitest'
import { chromiumLaunchOptions } from '../support/chromium.ts'
import { serveFolder } from '../support/serve-folder.ts'

// The output of `npm run build:storybook`, on a static file server.

/** Opens a page and collects its problems: script errors, missing files, requests to other hosts. */
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

/** The iframe that shows the story. */
const preview = (page: Page) => page.frameLocator('#storybook-preview-iframe')

test('static Storybook › shows a story and runs its play function', async () => {
  const { page, troubles } = await openPage('/?path=/story/components-uploadprogress--completed')
  await page.getByRole('button', { name: 'UploadProgress' }).waitFor()
  // The live region has the same text, a little later.
  await preview(page).locator('.rp-summary', { hasText: '1 of 1 uploaded' }).waitFor()
  expect(troubles).toEqual([])
})

test('static Storybook › shows a documentation page with its stories', async () => {
  const { page, troubles } = await openPage('/iframe.html?id=hooks-files--docs&viewMode=docs')
  await page.getByRole('heading', { name: 'File hooks' }).waitFor()
  await page.getByText('4 files').waitFor()
  expect(troubles).toEqual([])
})

test('static Storybook › a live page explains how to start the sandbox', async () => {
  const { page, troubles } = await openPage('/iframe.html?id=live-upload--upload&viewMode=story')
  const alert = page.getByRole('alert')
  await alert.waitFor()
  expect(await alert.innerText()).toMatch(/Start it together with Storybook by npm start/)
  expect(await alert.innerText()).toContain('/sandbox/health responded with 404')
  expect(troubles.filter((trouble) => !trouble.startsWith('404 /sandbox/'))).toEqual([])
})
