import { createHash } from 'node:crypto'
import { access, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod/mini'
import { run } from './run.ts'

const Dependencies = z.record(z.string(), z.string())
const Manifest = z.object({ dependencies: Dependencies })

/** A folder with the bundlers and this library's dependencies, installed once for each set of versions in the user's cache. */
export async function installBundlers(): Promise<string> {
  const { dependencies } = Manifest.parse(await readJson('../../package.json'))
  const requirements = Dependencies.parse(await readJson('requirements.json'))
  const manifest = JSON.stringify({ private: true, dependencies: { ...dependencies, ...requirements } })
  const name = `bundlers-${createHash('sha256').update(manifest).digest('hex').slice(0, 16)}`
  const directory = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'react-presigned', name)
  const marker = join(directory, 'installed')
  if (await exists(marker)) return directory

  await rm(directory, { recursive: true, force: true })
  await mkdir(directory, { recursive: true })
  await writeFile(join(directory, 'package.json'), manifest)
  await run(directory, 'npm', 'install', '--no-audit', '--no-fund', '--prefer-offline')
  await writeFile(marker, '')
  return directory
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(fileURLToPath(new URL(path, import.meta.url)), 'utf8'))
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
