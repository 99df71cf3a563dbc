import type { DropzoneMessages } from '../i18n/messages.ts'

/** MIME types, each with its file name extensions: `{ 'video/*': [], 'application/pdf': ['.pdf'] }`. */
export type AcceptedTypes = Readonly<Record<string, readonly string[]>>

/** An `accept` as the list of the `accept` attribute: MIME types and extensions. */
export function flattenAccept(accept: AcceptedTypes | undefined): readonly string[] {
  return Object.entries(accept ?? {}).flatMap(([type, extensions]) => [type, ...extensions])
}

/** Input of a camera. Phones open it only where `accept` lists photos alone, or videos alone. */
export type CaptureOptions = { kind: 'photo' | 'video'; accept: string }

/** The accepted types that a camera can produce: photos before videos; `undefined` where neither is accepted. */
export function getCameraAccept(accept: AcceptedTypes | undefined): CaptureOptions | undefined {
  const types = flattenAccept(accept)
  if (types.length === 0) return { kind: 'photo', accept: 'image/*' }
  for (const kind of ['photo', 'video'] as const) {
    const prefix = kind === 'photo' ? 'image/' : 'video/'
    const accepted = types.filter((type) => type.startsWith(prefix))
    if (accepted.length > 0) return { kind, accept: accepted.join(',') }
  }
  return undefined
}

/** An `accept` in words: `images`, `PDF`. */
export function describeAccept(
  accept: AcceptedTypes | undefined,
  { typeNames }: Pick<DropzoneMessages, 'typeNames'>,
): readonly string[] {
  const names = Object.entries(accept ?? {}).flatMap(([type, extensions]) => {
    const [kind = '', subtype = ''] = type.split('/')
    if (subtype === '*') return typeNames[kind] ?? type
    if (extensions.length > 0) return extensions.map((extension) => extension.replace('.', '').toUpperCase())
    return subtype.replace(/^(x-|vnd\.)|\+.*$/g, '').toUpperCase()
  })
  return [...new Set(names)]
}
