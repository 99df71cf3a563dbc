import { typeOfName as knownType } from '../../src/lib/mime-type.ts'

const unknown = 'application/octet-stream'

/** The MIME type that a name's extension stands for. */
export function typeOfName(name: string): string {
  return knownType(name) ?? unknown
}

/** Whether a type says nothing. */
export function isUnknownType(contentType: string): boolean {
  return contentType === '' || contentType === unknown
}
