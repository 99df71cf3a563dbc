type CamelCase<Name extends string> = Name extends `${infer First}_${infer Rest}`
  ? `${First}${Capitalize<CamelCase<Rest>>}`
  : Name

/** An object with `camelCase` keys. */
type CamelKeys<Wire extends object> = {
  [Key in keyof Wire as CamelCase<Key & string>]: Wire[Key]
}

/** A copy of a record with its `snake_case` keys in `camelCase`, without the undefined ones. */
export function camelKeys<Wire extends object>(wire: Wire): CamelKeys<Wire> {
  const named: Record<string, unknown> = {}
  const entries: [string, unknown][] = Object.entries(wire)
  for (const [key, value] of entries) {
    if (value !== undefined) named[key.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())] = value
  }
  return named as CamelKeys<Wire>
}
