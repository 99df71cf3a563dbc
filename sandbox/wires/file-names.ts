import { typeOfName as knownType } from '../../src/lib/mime-type.ts'
import { cleanName } from '../../src/server/file-record.ts'

/** The last step of a path or URL, as it may end a key. */
export function safeName(path: string): string {
  const last = path.split(/[/\\]/).at(-1) ?? ''
  return Array.from(cleanName(last)).slice(-100).join('') || 'file'
}

const unknown = 'application/octet-stream'

/** The MIME type that a name's extension stands for. */
export function typeOfName(name: string): string {
  return knownType(name) ?? unknown
}

/** Whether a type says nothing. */
export function isUnknownType(contentType: string): boolean {
  return contentType === '' || contentType === unknown
}
