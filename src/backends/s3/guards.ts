// A parser of our own server's responses in a kilobyte, where zod takes eight: imported as `g`, as zod is as `z`. Unknown
// properties are dropped.

/** Returns the value with its type, or throws a `TypeError`: `uploads[0].file.id: expected string`. */
export type Guard<T> = (value: unknown, path?: string) => T

/** The type that a guard returns. */
export type Guarded<G> = G extends Guard<infer T> ? T : never

type OptionalKeys<Shape> = {
  [K in keyof Shape]: undefined extends Guarded<Shape[K]> ? K : never
}[keyof Shape]
type Flat<T> = { [K in keyof T]: T[K] }
type Shaped<Shape> = Flat<
  { [K in Exclude<keyof Shape, OptionalKeys<Shape>>]: Guarded<Shape[K]> } & {
    [K in OptionalKeys<Shape>]?: Guarded<Shape[K]>
  }
>

function mismatch(path: string | undefined, expected: string): never {
  throw new TypeError(`${path || 'the response itself'}: expected ${expected}`)
}

function guard<T>(expected: string, test: (value: unknown) => value is T): Guard<T> {
  return (value, path) => (test(value) ? value : mismatch(path, expected))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const text = guard('string', (value) => typeof value === 'string')
export const number = guard('number', (value) => typeof value === 'number')
export const boolean = guard('boolean', (value) => typeof value === 'boolean')
/** A whole number from 0. */
export const count = guard(
  'whole number',
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
)

/** An ISO 8601 date in UTC. */
export const date: Guard<Date> = (value, path) => {
  const time = /^\d{4}-\d\d-\d\dT.*Z$/.test(String(value)) ? Date.parse(String(value)) : Number.NaN
  return Number.isNaN(time) ? mismatch(path, 'ISO 8601 date') : new Date(time)
}

export function oneOf<const T extends string>(values: readonly T[]): Guard<T> {
  return guard(values.join(' or '), (value): value is T => values.some((one) => one === value))
}

export function optional<T>(inner: Guard<T>): Guard<T | undefined> {
  return (value, path) => (value === undefined ? undefined : inner(value, path))
}

export function array<T>(inner: Guard<T>): Guard<T[]> {
  return (value, path = '') =>
    Array.isArray(value)
      ? value.map((item, index) => inner(item, `${path}[${index}]`))
      : mismatch(path, 'array')
}

export function record<T>(inner: Guard<T>): Guard<Record<string, T>> {
  return (value, path = '') =>
    isObject(value)
      ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item, join(path, key))]))
      : mismatch(path, 'object')
}

export function object<Shape extends Record<string, Guard<unknown>>>(shape: Shape): Guard<Shaped<Shape>> {
  const properties = Object.entries(shape)
  return (value, path = '') => {
    if (!isObject(value)) return mismatch(path, 'object')
    // A loop, as thousands of files are parsed: `Object.fromEntries` creates three arrays for each property.
    const result: Record<string, unknown> = {}
    for (const [key, inner] of properties) {
      const item = inner(value[key], join(path, key))
      if (item !== undefined) result[key] = item
    }
    return result as Shaped<Shape>
  }
}

/** Chooses the guard by a property of the value, so that a mismatch is named in the variant that was meant. */
export function variant<T>(choose: (value: Record<string, unknown>, path: string) => Guard<T>): Guard<T> {
  return (value, path = '') => (isObject(value) ? choose(value, path)(value, path) : mismatch(path, 'object'))
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key
}
