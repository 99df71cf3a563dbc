// Browsers add them by themselves.
const added = new Set(['host', 'content-length'])

/** Header names that a presigned URL's signature covers, in lower case; none where it does not say. */
export function signedHeaders(url: string): readonly string[] {
  const [, names = ''] = /[?&]X-(?:Amz|Goog)-SignedHeaders=([^&#]*)/i.exec(url) ?? []
  return names === '' ? [] : decodeURIComponent(names).toLowerCase().split(';')
}

/** Says which headers were signed and are not sent, or the other way round, and what to do; `undefined` where they agree. */
export function headersAtOdds(url: string, headers: Readonly<Record<string, string>>): string | undefined {
  const signed = signedHeaders(url)
  if (signed.length === 0) return undefined
  const sent = Object.keys(headers).map((name) => name.toLowerCase())
  const unsent = signed.filter((name) => !sent.includes(name) && !added.has(name))
  if (unsent.length > 0) {
    return `The URL was signed for headers that were not handed out with it: ${unsent.join(', ')}. The signer must return them in the target’s headers.`
  }
  // Of the others stores take what they get.
  const unsigned = sent.filter((name) => name.startsWith('x-amz-') && !signed.includes(name))
  if (unsigned.length > 0) {
    return `Headers were handed out that the URL was not signed for: ${unsigned.join(', ')}. The signer must sign them, or leave them out of the target’s headers.`
  }
  return undefined
}
