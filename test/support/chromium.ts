import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { LaunchOptions } from 'playwright'
import { announce, chosenBy, findOnPath, isExecutable, succeeds } from './executables.ts'
import { installFromDebian } from './install-from-debian.ts'

/** Flags every launch of the browser shares: it may run as root in a container, and it talks to loopback only. */
export const chromiumArguments: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const systemNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Latin and its neighbours, Arabic, CJK, emoji, and Unifont for every other script: 15 MB, where Noto takes 80. */
const debianPackages = [
  'chromium',
  'fonts-liberation',
  'fonts-dejavu-core',
  'fonts-wqy-microhei',
  'fonts-noto-color-emoji',
  'fonts-unifont',
]

const advice =
  'No Chromium was found and none could be installed. ' +
  'Set CHROMIUM_PATH to the executable of a Chromium or Chrome on this machine.'

const minutes = 60_000

/**
 * Absolute path of a Chromium that runs: `CHROMIUM_PATH`, Playwright's own, the system's, or one it installs.
 * @throws Error when `CHROMIUM_PATH` names no executable, or when nothing is found and nothing can be installed.
 */
export async function findChromium(): Promise<string> {
  const present =
    (await chosenBy('CHROMIUM_PATH')) ?? (await playwrightChromium()) ?? (await findOnPath(...systemNames))
  if (present) return present

  const downloaded = await downloadFromPlaywright()
  if (downloaded) return downloaded
  const installed = (await installFromDebian(debianPackages)) && (await findOnPath(...systemNames))
  if (installed) return installed
  throw new Error(advice)
}

/** How Playwright launches it, with these flags as well. */
export async function chromiumLaunchOptions(...flags: readonly string[]): Promise<LaunchOptions> {
  return { executablePath: await findChromium(), args: [...chromiumArguments, ...flags] }
}

async function playwrightChromium(): Promise<string | undefined> {
  const { chromium } = await import('playwright')
  const path = chromium.executablePath()
  return (await isExecutable(path)) ? path : undefined
}

async function downloadFromPlaywright(): Promise<string | undefined> {
  announce('No Chromium found: downloading Playwright’s.')
  // Playwright tries five times: with this timeout, a network that drops packets costs fifty seconds.
  const environment = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' }
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  const install = [cli, 'install', 'chromium', '--no-shell']
  if (!(await succeeds(process.execPath, install, 5 * minutes, environment))) return undefined

  const path = await playwrightChromium()
  // On a bare machine the download lacks its shared libraries.
  return path && (await succeeds(path, ['--version'], minutes)) ? path : undefined
}
