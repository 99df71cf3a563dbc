/** Percent-encoding of SigV4: all but the unreserved characters, hex digits in upper case. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

/** S3 signs and lists keys encoded once with their slashes; other services encode twice and normalise. */
export function uriEncodePath(path: string): string {
  return path.split('/').map(uriEncode).join('/')
}
