import type { HeadersInput } from '../model/call-options.ts'

/** Headers, or a function that is called for them before each attempt, so that tokens can be refreshed. */
export type HeadersSource = HeadersInput | (() => HeadersInput | Promise<HeadersInput>)

/** Merges the sources in order; a later one replaces headers of the same name. */
export async function mergeHeaders(...sources: readonly (HeadersSource | undefined)[]): Promise<Headers> {
  const merged = new Headers()
  for (const source of sources) {
    const headers = typeof source === 'function' ? await source() : source
    toHeaders(headers).forEach((value, name) => {
      merged.set(name, value)
    })
  }
  return merged
}

// The platform's error quotes the value, which may be a key: neither its message nor the error as a cause is passed on.
function toHeaders(headers: HeadersInput | undefined): Headers {
  try {
    return new Headers(headers)
  } catch {
    throw new TypeError(
      'A header has characters that HTTP does not allow. Look for line breaks in keys and tokens.',
    )
  }
}
