/** An ETag without its quotes, for stores and browsers hand it out with and without. */
export function bareEtag(etag = ''): string {
  return etag.replace(/^(?:W\/)?"(.*)"$/, '$1')
}
