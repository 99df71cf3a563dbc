import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contentOf } from './content-of.ts'
import { planFiles, type FilesPlan } from './shared/files.ts'

/** The file of a plan on the disk, for as long as `use` takes; none where the plan has none. */
export async function withDiskFile(plan: FilesPlan, use: (path?: string) => Promise<void>): Promise<void> {
  const [file] = planFiles(plan)
  if (plan.from !== 'disk' || !file) {
    await use()
    return
  }
  const folder = await mkdtemp(join(tmpdir(), 'bench-file-'))
  const path = join(folder, file.name)
  try {
    const handle = await open(path, 'w')
    for (const piece of contentOf(file)) await handle.write(piece)
    await handle.close()
    await use(path)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
