/** Kinds of files, coarse enough to choose an icon or a viewer by. */
export const fileKinds = ['image', 'video', 'text', 'document', 'other'] as const

/** The kind of a file, coarse enough to choose an icon or a viewer by. */
export type FileKind = (typeof fileKinds)[number]

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
