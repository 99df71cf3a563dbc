/** Headers, or a function that is asked for them before each attempt, so that tokens refresh. */
export type HeadersSource = HeadersInit | (() => HeadersInit | Promise<HeadersInit>)

/** All sources in order; a later one overrides the same name of an earlier one. */
export async function mergeHeaders(...sources: readonly (HeadersSource | undefined)[]): Promise<Headers> {
  const merged = new Headers()
  for (const source of sources) {
    const headers = typeof source === 'function' ? await source() : source
    new Headers(headers).forEach((value, name) => {
      merged.set(name, value)
    })
  }
  return merged
}
