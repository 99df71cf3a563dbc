import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Browser, Page } from 'playwright'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import { WirePage } from '../../src/backends/s3/schemas.ts'
import { launchBrowser } from './launch-browser.ts'
import { liveStoryUrl } from './live-page.ts'
import { freePorts, runStart, type Ports } from './run-start.ts'

/** What `npm start` shows, to every test of a file, in the project's browser. */
export function livePages() {
  const ends: (() => Promise<unknown>)[] = []
  let browser: Browser
  let directory: string
  let ports: Ports

  beforeAll(async () => {
    browser = await launchBrowser()
    ends.push(() => browser.close())
    directory = await mkdtemp(join(tmpdir(), 'react-presigned-person-'))
    ends.push(() => rm(directory, { recursive: true, force: true }))
    ports = await freePorts()
    const started = await runStart(ports, (end) => ends.push(end))
    await started.ready()
  }, 240_000)

  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })

  return {
    /** Live / Upload in a profile of its own. */
    async open(): Promise<Page> {
      const context = await browser.newContext({ viewport: { width: 1000, height: 900 } })
      onTestFinished(() => context.close())
      const page = await context.newPage()
      // The first page has Storybook's server prepare every module.
      await page.goto(liveStoryUrl(ports.STORYBOOK_PORT, 'upload'), { timeout: 120_000 })
      await ready(page)
      return page
    },

    /** Writes a file, folders and all, and gives its path. */
    async write(name: string, content: string | Uint8Array): Promise<string> {
      const path = join(directory, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
      return path
    },

    path: (name: string) => join(directory, name),

    /** Every file that the server knows. */
    async stored() {
      const files = []
      let cursor: string | undefined
      do {
        const query = new URLSearchParams({ limit: '200', ...(cursor && { cursor }) })
        const response = await fetch(`http://127.0.0.1:${ports.SANDBOX_PORT}/s3/list?${query}`)
        const page = WirePage.parse(await response.json())
        files.push(...page.files)
        cursor = page.nextCursor
      } while (cursor !== undefined)
      return files
    },
  }
}

/** Waits until the page can be used. */
export async function ready(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Choose files' }).waitFor({ timeout: 60_000 })
}

/** The dropzone's own input. Over BiDi a page has one file dialog in its life: what is chosen again goes in here. */
export async function choose(page: Page, paths: string | readonly string[]): Promise<void> {
  await page.locator('.rp-dropzone input[type=file]').first().setInputFiles(paths, { timeout: 120_000 })
}

/** Waits for the list's own words. */
export async function summarised(page: Page, words: string, timeout = 120_000): Promise<void> {
  await page.locator('.rp-summary').getByText(words, { exact: true }).waitFor({ timeout })
}
