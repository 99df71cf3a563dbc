import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { chromiumArguments, findChromium } from '../../support/chromium.ts'
import { createCdp } from './cdp.ts'

/**
 * Chromium without Playwright, whose pages watch the network and make small uploads 40 % slower for it. Nothing is
 * enabled in the pages but what evaluates an expression.
 */
export async function launchBrowser() {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'))
  const child = spawn(
    await findChromium(),
    [
      ...chromiumArguments,
      '--headless',
      '--remote-debugging-pipe',
      '--ignore-certificate-errors',
      '--enable-precise-memory-info',
      '--js-flags=--expose-gc',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  )
  const send = createCdp(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const { product } = (await send('Browser.getVersion')) as { product: string }
  return {
    send,
    version: product.replace('HeadlessChrome', 'Chromium').replace('/', ' '),
    async close() {
      const ended = once(child, 'exit')
      await send('Browser.close').catch(() => child.kill())
      await ended
      await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
