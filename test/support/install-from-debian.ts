import { setTimeout } from 'node:timers/promises'
import { announce, findOnPath, succeeds } from './executables.ts'

const minutes = 60_000

/** Whether apt could install these; only root is let. */
export async function installFromDebian(packages: readonly string[]): Promise<boolean> {
  const aptGet = await findOnPath('apt-get')
  if (!aptGet || process.getuid?.() !== 0) return false
  announce(`Installing Debian’s packages ${packages.join(', ')}.`)
  const environment = { DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...command: readonly string[]) =>
    succeeds(aptGet, ['-q', '-o', 'DPkg::Lock::Timeout=300', ...command], 10 * minutes, environment)
  // `install` waits for apt’s lock, `update` does not: then another’s index may do, or be there in a moment.
  for (const pause of [15_000, 0]) {
    await apt('update')
    if (await apt('install', '-y', '--no-install-recommends', ...packages)) return true
    await setTimeout(pause)
  }
  return false
}
