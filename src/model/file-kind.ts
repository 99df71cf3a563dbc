import * as z from 'zod/mini'

/** What sort of file it is, coarse enough to choose an icon or a viewer by. */
export const FileKind = z.enum(['image', 'video', 'text', 'document', 'other'])
/** What sort of file it is, coarse enough to choose an icon or a viewer by. */
export type FileKind = z.infer<typeof FileKind>

const documentTypes =
  /^application\/(pdf|rtf|msword|epub\+zip|vnd\.(ms-|openxmlformats-officedocument|oasis\.opendocument))/

/** The kind that a MIME type belongs to. */
export function fileKindOf(contentType: string): FileKind {
  if (contentType.startsWith('image/')) return 'image'
  if (contentType.startsWith('video/')) return 'video'
  if (contentType.startsWith('text/') || /^application\/(json|xml|yaml)\b/.test(contentType)) return 'text'
  if (documentTypes.test(contentType)) return 'document'
  return 'other'
}
