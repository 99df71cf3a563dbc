import type { AcceptedTypes } from './validate-file.ts'
import type { MessagesOf } from '../i18n/messages.ts'

/** What an `accept` takes, in words: `images`, `PDF`. */
export function describeAccept(
  accept: AcceptedTypes | undefined,
  messages: MessagesOf<'dropzone'>,
): readonly string[] {
  const names = Object.entries(accept ?? {}).flatMap(([type, extensions]) => {
    const [kind = '', subtype = ''] = type.split('/')
    if (subtype === '*') return messages.dropzone.typeNames[kind] ?? type
    if (extensions.length > 0) return extensions.map((extension) => extension.replace('.', '').toUpperCase())
    return subtype.replace(/^(x-|vnd\.)|\+.*$/g, '').toUpperCase()
  })
  return [...new Set(names)]
}
