import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { delimiter, dirname, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'

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
  const chosen = process.env.CHROMIUM_PATH
  if (chosen) {
    if (await isExecutable(chosen)) return resolve(chosen)
    throw new Error(`CHROMIUM_PATH is set to "${chosen}", which is not an executable file.`)
  }

  const present = (await playwrightChromium()) ?? (await systemChromium())
  if (present) return present

  const installed = (await downloadFromPlaywright()) ?? (await installFromDebian())
  if (installed) return installed
  throw new Error(advice)
}

async function playwrightChromium(): Promise<string | undefined> {
  const { chromium } = await import('playwright')
  const path = chromium.executablePath()
  return (await isExecutable(path)) ? path : undefined
}

async function systemChromium(): Promise<string | undefined> {
  for (const name of systemNames) {
    const path = await findOnPath(name)
    if (path) return path
  }
  return undefined
}

async function downloadFromPlaywright(): Promise<string | undefined> {
  announce('No Chromium found: downloading Playwright’s.')
  // Playwright tries five times; a network that swallows packets costs fifty seconds then, not two and a half minutes.
  const environment = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' }
  const cli = join(dirname(createRequire(import.meta.url).resolve('playwright/package.json')), 'cli.js')
  const install = [cli, 'install', 'chromium', '--no-shell']
  if (!(await succeeds(process.execPath, install, 5 * minutes, environment))) return undefined

  const path = await playwrightChromium()
  // On a bare machine the download lacks its shared libraries.
  return path && (await succeeds(path, ['--version'], minutes)) ? path : undefined
}

async function installFromDebian(): Promise<string | undefined> {
  const aptGet = await findOnPath('apt-get')
  if (!aptGet || process.getuid?.() !== 0) return undefined
  announce(`Installing Debian’s packages ${debianPackages.join(', ')}.`)
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...command: readonly string[]) =>
    succeeds(aptGet, ['-q', '-o', 'DPkg::Lock::Timeout=300', ...command], 10 * minutes, environment)
  // `install` waits for apt’s lock, `update` does not: then another’s index may do, or be there in a moment.
  for (const pause of [15_000, 0]) {
    await apt('update')
    if (await apt('install', '-y', '--no-install-recommends', ...debianPackages)) return systemChromium()
    await setTimeout(pause)
  }
  return undefined
}

async function findOnPath(name: string): Promise<string | undefined> {
  for (const directory of (process.env.PATH ?? '').split(delimiter)) {
    const path = resolve(join(directory, name))
    if (directory && (await isExecutable(path))) return path
  }
  return undefined
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

/** Whether the command ended with 0 in time; what it prints goes to our stderr. */
function succeeds(
  command: string,
  parameters: readonly string[],
  timeout: number,
  environment: NodeJS.ProcessEnv = {},
): Promise<boolean> {
  return new Promise((settle) => {
    const child = spawn(command, parameters, {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 2, 2],
      timeout,
    })
    child.on('error', () => settle(false))
    child.on('close', (code) => settle(code === 0))
  })
}

function announce(text: string): void {
  process.stderr.write(`${text}\n`)
}
