import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import type { Browser, BrowserContext, Page } from 'playwright'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { WirePage } from '../../src/backends/s3/wire-files.ts'
import { copyImageOnScreen } from './desktop/copy-image-on-screen.ts'
import { dragFiles } from './desktop/drag-files.ts'
import { startScreen, type Screen } from './desktop/start-screen.ts'
import { isFirefox, launchBrowser } from './launch-browser.ts'
import { copyImageInPage, dropFromDisk, ready } from './live-page.ts'
import { freePorts, runStart, type Ports } from './run-start.ts'

type Story = 'upload' | 'wriftai' | 'aymara' | 'perseus' | 'assured'

/**
 * Runs `npm start` and a browser for the tests of a file.
 *
 * @param env additional environment variables
 * @param shown whether Firefox gets a virtual screen, which dragging and pasting images need
 */
export function livePages({ env, shown = false }: { env?: Record<string, string>; shown?: boolean } = {}) {
  const ends: (() => unknown)[] = []
  let screen: Screen | undefined
  let browser: Browser
  let directory: string
  let ports: Ports

  beforeAll(async () => {
    if (isFirefox && shown) screen = await startScreen((end) => ends.push(end))
    browser = await launchBrowser(screen)
    ends.push(() => browser.close())
    directory = await mkdtemp(join(tmpdir(), 'react-presigned-e2e-'))
    ends.push(() => rm(directory, { recursive: true, force: true }))
    ports = await freePorts()
    const started = await runStart({ ...ports, ...env }, (end) => ends.push(end))
    await started.ready()
  }, 240_000)

  afterAll(async () => {
    for (const end of ends.reverse()) await end()
  })

  async function newContext(): Promise<BrowserContext> {
    const context = await browser.newContext({ viewport: { width: 1000, height: 900 } })
    onTestFinished(() => context.close())
    return context
  }

  async function goTo(page: Page, story: Story): Promise<void> {
    const url = `http://127.0.0.1:${ports.STORYBOOK_PORT}/iframe.html?id=live-${story}--upload&viewMode=story`
    // The first page waits until Storybook's server has transformed every module.
    await page.goto(url, { timeout: 120_000 })
  }

  /** All files of the server. */
  async function stored() {
    const files = []
    let cursor: string | undefined
    do {
      const query = new URLSearchParams({ limit: '200', ...(cursor && { cursor }) })
      const response = await fetch(`http://127.0.0.1:${ports.SANDBOX_PORT}/s3/list?${query}`)
      const page = WirePage(await response.json())
      files.push(...page.files)
      cursor = page.nextCursor
    } while (cursor !== undefined)
    return files
  }

  return {
    /** A new browser profile. */
    newContext,
    goTo,

    /** Opens a story and waits until it is interactive. */
    async open({
      story = 'upload',
      context,
    }: { story?: Story; context?: BrowserContext } = {}): Promise<Page> {
      const page = await (context ?? (await newContext())).newPage()
      await goTo(page, story)
      await ready(page)
      return page
    },

    /** Writes a file and its folders, and returns its path. */
    async write(name: string, content: string | Uint8Array): Promise<string> {
      const path = join(directory, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, content)
      return path
    },

    path: (name: string) => join(directory, name),

    /** Drags files and folders from the disk onto the dropzone. */
    drop: (page: Page, paths: readonly string[]) =>
      screen ? dragFiles(screen, page, paths) : dropFromDisk(page, paths),

    /** Copies an image to the system clipboard. */
    copyImage: (page: Page) => (screen ? copyImageOnScreen(screen) : copyImageInPage(page)),

    stored,

    /** SHA-256 of the stored file with this name. */
    async digestOf(name: string): Promise<string> {
      const files = (await stored()).filter((file) => file.name === name)
      expect(files).toHaveLength(1)
      const response = await fetch(files[0]?.url ?? '')
      return createHash('sha256')
        .update(new Uint8Array(await response.arrayBuffer()))
        .digest('hex')
    },

    /** A client of the store. */
    store(): S3Client {
      const s3 = new S3Client({
        endpoint: `http://127.0.0.1:${ports.STORE_PORT}`,
        region: 'us-east-1',
        forcePathStyle: true,
        credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox-secret' },
      })
      onTestFinished(() => {
        s3.destroy()
      })
      return s3
    },
  }
}
