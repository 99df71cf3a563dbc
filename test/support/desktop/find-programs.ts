import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findOnPath } from '../executables.ts'
import { installFromDebian } from '../install-from-debian.ts'

/** A screen in memory, a mouse on it, and a Python that opens windows. */
export type DesktopPrograms = { xvfb: string; xdotool: string; python: string }
type Found = { [Name in keyof DesktopPrograms]: string | undefined }

const debianPackages = ['xvfb', 'xdotool', 'python3-gi', 'gir1.2-gtk-3.0']

/**
 * Absolute paths of what a desktop is made of; Debian's are installed where something is missing.
 * @throws Error when something is missing and cannot be installed.
 */
export async function findDesktopPrograms(): Promise<DesktopPrograms> {
  const present = await look()
  if (isWhole(present)) return present
  await installFromDebian(debianPackages)
  const found = await look()
  if (isWhole(found)) return found
  const missing = Object.entries(found).flatMap(([name, path]) => (path === undefined ? [name] : []))
  throw new Error(
    `To drag files into Firefox, ${missing.join(', ')} must be there, and could not be installed. ` +
      `Install Xvfb, xdotool and, for Python, GTK 3: on Debian apt-get install ${debianPackages.join(' ')}`,
  )
}

async function look(): Promise<Found> {
  return {
    xvfb: await findOnPath('Xvfb'),
    xdotool: await findOnPath('xdotool'),
    python: await findPythonWithGtk(),
  }
}

function isWhole(found: Found): found is DesktopPrograms {
  return Object.values(found).every((path) => path !== undefined)
}

/** Debian's packages are for Debian's Python, which may not be the first on the path. */
async function findPythonWithGtk(): Promise<string | undefined> {
  const question = "import gi; gi.require_version('Gtk', '3.0')"
  for (const candidate of [await findOnPath('python3'), '/usr/bin/python3']) {
    if (candidate === undefined) continue
    const response = await promisify(execFile)(candidate, ['-c', question]).catch(() => undefined)
    if (response) return candidate
  }
  return undefined
}
