import { typeOfName as knownType } from '../../src/lib/mime-type.ts'
import { cleanName } from '../../src/server/file-record.ts'

/** The last segment of a path or URL, sanitized for keys. */
export function safeName(path: string): string {
  const last = path.split(/[/\\]/).at(-1) ?? ''
  return Array.from(cleanName(last)).slice(-100).join('') || 'file'
}

const unknown = 'application/octet-stream'

/** The MIME type of a name's extension. */
export function typeOfName(name: string): string {
  return knownType(name) ?? unknown
}

/** Whether a type is generic. */
export function isUnknownType(contentType: string): boolean {
  return contentType === '' || contentType === unknown
}
