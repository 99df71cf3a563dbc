import { cleanName } from '../../src/server/file-record.ts'

/** The last step of a path or URL, as it may end a key. */
export function safeName(path: string): string {
  const last = path.split(/[/\\]/).at(-1) ?? ''
  return Array.from(cleanName(last)).slice(-100).join('') || 'file'
}
