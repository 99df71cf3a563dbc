import { createHash } from 'node:crypto'
import { contentOf } from './content-of.ts'
import { planFiles, type FilesPlan } from './shared/files.ts'

const known = new Map<FilesPlan, readonly string[]>()

/** What the files' SHA-256 must be, by Node's own. */
export function expectedDigests(plan: FilesPlan): readonly string[] {
  const digests =
    known.get(plan) ??
    planFiles(plan).map((file) => {
      const hash = createHash('sha256')
      for (const piece of contentOf(file)) hash.update(piece)
      return hash.digest('hex')
    })
  known.set(plan, digests)
  return digests
}
