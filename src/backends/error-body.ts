/** The text at a path of properties of a JSON value; `undefined` if there is none, or only white space. */
export function textAt(body: unknown, ...path: readonly string[]): string | undefined {
  const value = path.reduce<unknown>(
    (parent, key) => (typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined),
    body,
  )
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined
}

/** The first text among some properties of a JSON value. */
export function firstText(body: unknown, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = textAt(body, key)
    if (text !== undefined) return text
  }
  return undefined
}

/** The text with a full stop, unless it ends a sentence already. */
export function toSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}
