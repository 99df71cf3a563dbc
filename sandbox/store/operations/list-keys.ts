import { compareUtf8 } from './compare-utf8.ts'

export type ListQuery = { prefix: string; delimiter: string; after: string; limit: number }
export type KeyPage = { keys: readonly string[]; prefixes: readonly string[]; next?: string | undefined }

/** One page of keys in S3's order; what shares its beginning up to the delimiter is one common prefix. */
export function listKeys(keys: readonly string[], { prefix, delimiter, after, limit }: ListQuery): KeyPage {
  const page: { keys: string[]; prefixes: string[] } = { keys: [], prefixes: [] }
  if (limit === 0) return page
  let last: string | undefined
  for (const key of keys.filter((key) => key.startsWith(prefix)).sort(compareUtf8)) {
    const cut = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
    const entry = cut < 0 ? key : key.slice(0, cut + delimiter.length)
    if (compareUtf8(key, after) <= 0 || entry === after || entry === last) continue
    if (page.keys.length + page.prefixes.length === limit) return { ...page, next: last }
    if (cut < 0) page.keys.push(key)
    else page.prefixes.push(entry)
    last = entry
  }
  return page
}
