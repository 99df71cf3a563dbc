type Headers = Readonly<Record<string, string>>

// Browsers add them by themselves.
const added = new Set(['host', 'content-length'])

/** Header names that a presigned URL's signature covers, in lower case; none where it does not say. */
export function signedHeaders(url: string): readonly string[] {
  const [, names = ''] = /[?&]X-(?:Amz|Goog)-SignedHeaders=([^&#]*)/i.exec(url) ?? []
  return names === '' ? [] : decodeURIComponent(names).toLowerCase().split(';')
}

/** Says which headers were signed and are not sent: no store takes such a request. */
export function unsentHeaders(url: string, headers: Headers): string | undefined {
  const sent = namesOf(headers)
  const unsent = signedHeaders(url).filter((name) => !sent.includes(name) && !added.has(name))
  if (unsent.length === 0) return undefined
  return `The URL was signed for headers that were not handed out with it: ${unsent.join(', ')}. The signer must return them in the target’s headers.`
}

/** Says which headers are sent and were not signed, of those that strict stores then refuse. */
export function unsignedHeaders(url: string, headers: Headers): string | undefined {
  const signed = signedHeaders(url)
  if (signed.length === 0) return undefined
  const unsigned = namesOf(headers).filter((name) => name.startsWith('x-amz-') && !signed.includes(name))
  if (unsigned.length === 0) return undefined
  return `Headers were handed out that the URL was not signed for: ${unsigned.join(', ')}. The signer must sign them, or leave them out of the target’s headers.`
}

const namesOf = (headers: Headers) => Object.keys(headers).map((name) => name.toLowerCase())
