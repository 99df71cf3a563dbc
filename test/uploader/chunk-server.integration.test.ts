import { chromium, type Browser } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundlePage } from '../support/bundle-page.ts'
import { bodyOf, respond, serve } from '../support/http-server.ts'
import { chromiumLaunchOptions } from '../support/chromium.ts'

// The scripts of an application come from a server that goes down while a file is being uploaded.

const page = `
import { createS3Client, createUploader, s3Backend } from './src/index.ts'
const backend = s3Backend(createS3Client({ baseUrl: '/api' }))
const uploader = createUploader({ backend, retry: { minDelayMs: 1, maxDelayMs: 20 }, storage: null })
globalThis.states = []
uploader.on((event) => event.type === 'status' && globalThis.states.push(event.upload.state.status))
globalThis.upload = (size) => {
  const [upload] = uploader.add([new File([new Uint8Array(size)], 'a.bin', { type: 'text/plain' })])
  return uploader.wait(upload.id).then(({ status }) => status, (error) => error.code)
}`

let browser: Browser
let scripts: ReadonlyMap<string, string>

beforeAll(async () => {
  scripts = await bundlePage(page)
  browser = await chromium.launch(await chromiumLaunchOptions())
})
afterAll(() => browser.close())

/** An application, its API and its store; `onStore` responds to a body. */
async function open(onStore: (attempt: number, chunks: ChunkServer) => number) {
  const chunks: ChunkServer = { isDown: false, failures: 0 }
  let attempts = 0
  const url = await serve((request, response) => {
    void (async () => {
      const path = request.url ?? ''
      const body = await bodyOf(request)
      const file = { id: 'a', name: 'a.bin', size: Number(request.headers['content-length'] ?? 0) }
      if (path === '/') {
        response.writeHead(200, { 'content-type': 'text/html' })
        response.end('<!doctype html><script type="module" src="/scripts/stdin.js"></script>')
      } else if (path.startsWith('/scripts/')) {
        if (chunks.isDown) {
          chunks.failures++
          request.socket.destroy()
          return
        }
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(scripts.get(path))
      } else if (path === '/api/sign') {
        const { files } = JSON.parse(body) as { files: { size: number }[] }
        const signed = { ...file, size: files[0]?.size, status: 'pending' }
        const target = { type: 'put', url: `${url}/store`, headers: {} }
        respond(response, 200, { uploads: [{ file: signed, target }] })
      } else if (path === '/api/confirm') {
        respond(response, 200, { files: [{ id: 'a', name: 'a.bin', status: 'completed' }] })
      } else if (path === '/store') response.writeHead(onStore(++attempts, chunks)).end()
      else response.writeHead(404).end()
    })()
  })
  const tab = await browser.newPage()
  await tab.goto(url)
  await tab.waitForFunction('globalThis.upload')
  return { tab, chunks, attempts: () => attempts }
}

type ChunkServer = { isDown: boolean; failures: number }

test('chunk server that is down › fails no upload: the code for retries is loaded once it is back', async () => {
  const { tab, chunks, attempts } = await open((attempt, server) => {
    if (attempt > 1) return 200
    server.isDown = true
    return 503
  })
  const outcome = tab.evaluate('upload(1000)')
  await expect.poll(() => chunks.failures).toBeGreaterThan(1)
  chunks.isDown = false
  expect(await outcome).toBe('completed')
  expect(attempts()).toBe(2)
})

test('chunk server that is down › is not needed by a small upload that succeeds', async () => {
  const { tab, chunks } = await open((_, server) => {
    server.isDown = true
    return 200
  })
  expect(await tab.evaluate('upload(1000)')).toBe('completed')
  expect(chunks.failures).toBe(0)
})
