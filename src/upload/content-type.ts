import { DEFAULT_MIME_TYPES } from 'file-selector'

// What browsers leave untyped most often, and the library's small table lacks.
const moreTypes: Readonly<Record<string, string>> = {
  '7z': 'application/x-7z-compressed',
  aac: 'audio/aac',
  avi: 'video/x-msvideo',
  dng: 'image/x-adobe-dng',
  epub: 'application/epub+zip',
  flac: 'audio/flac',
  heic: 'image/heic',
  heif: 'image/heif',
  jxl: 'image/jxl',
  m4a: 'audio/mp4',
  m4v: 'video/mp4',
  mkv: 'video/x-matroska',
  mov: 'video/quicktime',
  mpeg: 'video/mpeg',
  mpg: 'video/mpeg',
  opus: 'audio/ogg',
  parquet: 'application/vnd.apache.parquet',
  rar: 'application/vnd.rar',
  yaml: 'application/yaml',
  yml: 'application/yaml',
}

/** A file's MIME type: the browser's, else by extension (browsers know no HEIC or MKV), else plain bytes. */
export function contentTypeOf(name: string, source: Blob): string {
  if (source.type) return source.type
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  return DEFAULT_MIME_TYPES.get(extension) ?? moreTypes[extension] ?? 'application/octet-stream'
}
