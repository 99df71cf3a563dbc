import type { LaunchOptions } from 'playwright'
import { chosenBy, findOnPath } from './executables.ts'
import { installFromDebian } from './install-from-debian.ts'

const systemNames = ['firefox-esr', 'firefox']

const advice =
  'No Firefox was found and none could be installed. ' +
  'Set FIREFOX_PATH to the executable of a Firefox on this machine.'

/**
 * Absolute path of a Firefox: `FIREFOX_PATH`, the system's, or Debian's ESR, which it installs. Playwright's own is
 * not looked for: it is a patched one, and is driven otherwise.
 * @throws Error when `FIREFOX_PATH` names no executable, or when nothing is found and nothing can be installed.
 */
export async function findFirefox(): Promise<string> {
  const present = (await chosenBy('FIREFOX_PATH')) ?? (await findOnPath(...systemNames))
  if (present) return present
  const installed = (await installFromDebian(['firefox-esr'])) && (await findOnPath(...systemNames))
  if (installed) return installed
  throw new Error(advice)
}

/** How Playwright launches an unpatched Firefox: over WebDriver BiDi, by a channel that its documentation leaves out. */
export async function firefoxLaunchOptions(): Promise<LaunchOptions> {
  return { channel: 'moz-firefox', executablePath: await findFirefox() }
}
