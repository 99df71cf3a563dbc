const isoDate = /^\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)$/
const volatile = ['X-Amz-Date', 'X-Amz-Signature']

/**
 * A result, whichever client gave it, in one form: names in camel case, what is absent or null left out, dates as
 * milliseconds, signed URLs without the moment of their signing.
 */
export function comparable(value: unknown): unknown {
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'string') return comparableText(value)
  if (Array.isArray(value)) return value.map(comparable)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value as Record<string, unknown>)
  const there = entries.filter(([, item]) => item !== null && item !== undefined)
  return Object.fromEntries(there.map(([name, item]) => [camel(name), comparable(item)]))
}

function comparableText(text: string): unknown {
  if (isoDate.test(text)) return Date.parse(text)
  if (!/^https?:/.test(text)) return text
  const url = new URL(text)
  for (const name of volatile) url.searchParams.delete(name)
  url.searchParams.sort()
  return url.href
}

function camel(name: string): string {
  return name.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase())
}
