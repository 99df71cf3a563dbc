import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Builds and packs this library and unpacks it like an installer. */
export async function unpackLibrary(directory: string): Promise<void> {
  await run(root, 'npm', 'run', 'build')
  const packed = await mkdtemp(join(tmpdir(), 'react-presigned-packed-'))
  try {
    await run(root, 'npm', 'pack', '--pack-destination', packed)
    const [archive = ''] = await readdir(packed)
    await mkdir(directory, { recursive: true })
    await run(directory, 'tar', '-xzf', join(packed, archive), '--strip-components=1')
  } finally {
    await rm(packed, { recursive: true, force: true })
  }
}
