/** An ETag without its quotes, for stores and browsers hand it out with and without. */
export function unquoteEtag(etag = ''): string {
  return etag.replace(/^(?:W\/)?"(.*)"$/, '$1')
}
