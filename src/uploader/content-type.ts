import { typeOfName } from '../lib/mime-type.ts'

/** A file's MIME type: the browser's, else by extension (browsers have none for HEIC or MKV), else the default. */
export function contentTypeOf(name: string, source: Blob): string {
  if (source.type) return source.type
  // `typeOfName` returns the type inside a compressed file, as the vendors' clients do; the stored file is compressed.
  if (/\.t?gz$/i.test(name)) return 'application/gzip'
  return typeOfName(name) ?? 'application/octet-stream'
}
