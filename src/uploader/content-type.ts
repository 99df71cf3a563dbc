import { typeOfName } from '../lib/mime-type.ts'

/** A file's MIME type: the browser's, else by extension (browsers know no HEIC or MKV), else plain bytes. */
export function contentTypeOf(name: string, source: Blob): string {
  if (source.type) return source.type
  // The vendors look inside what is packed; what is stored is the package.
  if (/\.t?gz$/i.test(name)) return 'application/gzip'
  return typeOfName(name) ?? 'application/octet-stream'
}
