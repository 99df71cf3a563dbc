import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/start-sandbox.ts'

/** A sandbox on free ports; `close` removes its files. */
export async function openSandbox(
  options: Omit<SandboxOptions, 'directory' | 'port' | 'storePort'> = {},
): Promise<Sandbox & { directory: string }> {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-sandbox-'))
  const remove = () => rm(directory, { recursive: true, force: true })
  try {
    const sandbox = await startSandbox({ ...options, directory })
    return {
      ...sandbox,
      directory,
      async close() {
        await sandbox.close()
        await remove()
      },
    }
  } catch (error) {
    await remove()
    throw error
  }
}
