/** Headers, or a function that is asked for them before each attempt, so that tokens refresh. */
export type HeadersSource = HeadersInit | (() => HeadersInit | Promise<HeadersInit>)

/** All sources in order; a later one overrides the same name of an earlier one. */
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

// What the platform throws quotes the value, which may be a key: neither its sentence nor it as a cause may go on.
function toHeaders(headers: HeadersInit | undefined): Headers {
  try {
    return new Headers(headers)
  } catch {
    throw new TypeError(
      'A header holds characters that HTTP does not allow. Look for line breaks in keys and tokens.',
    )
  }
}
