import { assert, show } from './assert.ts'

// A presigned URL is its own credential; these would hand the API's to the store.
const credentials =
  /^(?:authorization|cookie|proxy-authorization|x-api-key|api-key|x-auth-token|x-access-token)$/i

/** A presigned request must be for the web and carry nothing of the API's. */
export function assertPresigned(
  { url, headers }: { url: string; headers: Record<string, string> },
  secrets: readonly string[] = [],
): void {
  assertWebUrl(url)
  for (const name of Object.keys(headers)) {
    assert(!credentials.test(name), `a presigned target must not send the header '${name}' to the store.`)
  }
  const { username, password } = new URL(url)
  assert(!username && !password, 'the URL of a presigned target must hold no user and password.')
  const sent = `${url}\n${Object.values(headers).join('\n')}`
  const leaks = secrets.some((secret) => sent.includes(secret))
  assert(!leaks, 'a presigned target must not hold the key of the API.')
}

/** A URL must be absolute and of the web. */
export function assertWebUrl(url: string): void {
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  assert(isWeb, `url of a target must be an absolute http(s) URL, not ${show(url)}.`)
}
