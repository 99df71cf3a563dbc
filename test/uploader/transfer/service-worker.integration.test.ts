import type { RequestListener } from 'node:http'
import { chromium, type Browser, type Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePage } from '../../support/bundle-page.ts'
import { chromiumLaunchOptions } from '../../support/chromium.ts'
import { bodyOf, respond, serve } from '../../support/http-server.ts'

const stallTimeoutMs = 500

const page = `
import { createS3Client, createUploader, s3Backend } from './src/index.ts'
const backend = s3Backend(createS3Client({ baseUrl: '/api' }))
const uploader = createUploader({ backend, retry: { stallTimeoutMs: ${stallTimeoutMs} }, storage: null })
globalThis.upload = async (size) => {
  const [{ id }] = uploader.add([new File([new Uint8Array(size)], 'a.bin', { type: 'text/plain' })])
  let sentBytes = 0
  uploader.on(({ upload }) => (sentBytes = Math.max(sentBytes, upload?.state.sentBytes ?? 0)))
  const { status } = await uploader.wait(id)
  return { status, sentBytes, attempts: uploader.get(id).stats.attempts }
}`

const worker = `
addEventListener('install', () => skipWaiting())
addEventListener('fetch', (event) => event.respondWith(fetch(event.request)))`

let browser: Browser
let scripts: ReadonlyMap<string, string>

beforeAll(async () => {
  scripts = await bundlePage(page)
  browser = await chromium.launch(await chromiumLaunchOptions())
})
afterAll(() => browser.close())

/** A store of another origin, which takes its time for each response. */
async function openStore(delayMs: number) {
  const sizes: number[] = []
  const listener: RequestListener = (request, response) => {
    const allow = { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'PUT' }
    if (request.method === 'OPTIONS') {
      response.writeHead(200, allow).end()
      return
    }
    let size = 0
    request.on('data', (chunk: Buffer) => (size += chunk.length))
    request.on('end', () => {
      sizes.push(size)
      setTimeout(() => response.writeHead(200, allow).end(), delayMs)
    })
  }
  return { url: await serve(listener), sizes }
}

/** A page whose requests all pass through its service worker. */
async function openPage(storeUrl: string): Promise<Page> {
  const url = await serve((request, response) => {
    void (async () => {
      const path = request.url ?? ''
      const file = { id: 'a', name: 'a.bin' }
      const send = (type: string, text = '') => response.writeHead(200, { 'content-type': type }).end(text)
      if (path === '/')
        send('text/html', '<!doctype html><script type="module" src="/scripts/stdin.js"></script>')
      else if (path === '/worker.js') send('text/javascript', worker)
      else if (path.startsWith('/scripts/')) send('text/javascript', scripts.get(path))
      else if (path === '/api/sign') {
        const { files } = JSON.parse(await bodyOf(request)) as { files: { size: number }[] }
        const target = { type: 'put', url: `${storeUrl}/a`, headers: {} }
        respond(response, 200, { uploads: [{ file: { ...file, ...files[0], status: 'pending' }, target }] })
      } else if (path === '/api/confirm')
        respond(response, 200, { files: [{ ...file, status: 'completed' }] })
      else response.writeHead(404).end()
    })()
  })
  const tab = await browser.newPage()
  await tab.goto(url)
  await tab.evaluate(async () => {
    await navigator.serviceWorker.register('/worker.js')
    await navigator.serviceWorker.ready
  })
  // A worker handles the requests of pages that are loaded after its activation.
  await tab.reload()
  await tab.waitForFunction('navigator.serviceWorker.controller && globalThis.upload')
  return tab
}

test(
  'service worker that handles requests › an upload completes with one request, though its store is slower than the stall timeout',
  { timeout: 120_000 },
  async () => {
    const size = 4 * 1024 ** 2
    const store = await openStore(4 * stallTimeoutMs)
    const tab = await openPage(store.url)
    const result = await tab.evaluate(`globalThis.upload(${size})`)
    // The browser reports no progress of a request that a service worker sends.
    expect(result).toEqual({ status: 'completed', sentBytes: 0, attempts: 1 })
    expect(store.sizes).toEqual([size])
  },
)
