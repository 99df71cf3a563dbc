/** The URL of a remote file, or the sentence that says why it is not fetched. */
export function checkRemoteUri(uri: string): URL | string {
  if (!URL.canParse(uri)) return 'remote_uri is not an address.'
  const url = new URL(uri)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return `remote_uri must be http or https, not ${url.protocol.slice(0, -1)}.`
  }
  if (url.username !== '' || url.password !== '') return 'remote_uri must not hold a user or a password.'
  return url
}
