/** A map whose values are made when they are first asked for. */
export function lazyMap<T>(make: () => T) {
  const made = new Map<string, T>()
  return {
    of(key: string): T {
      const known = made.get(key)
      if (known !== undefined) return known
      const value = make()
      made.set(key, value)
      return value
    },
    /** What is there already. */
    peek: (key: string): T | undefined => made.get(key),
    delete(key: string) {
      made.delete(key)
    },
  }
}
