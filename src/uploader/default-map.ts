/**
 * A map whose values are made when they are first asked for.
 *
 * `empty` lets go of a value and keeps its key. A map where a few come and go all the time moves to a new table every few
 * steps; each old one points to the next, and once one of them is old enough to wait for a large collection, all that
 * follow wait with it, and all that was ever in them.
 */
export function createDefaultMap<T>(make: () => T) {
  const made = new Map<string, T | undefined>()
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
    empty(key: string) {
      made.set(key, undefined)
    },
    delete(key: string) {
      made.delete(key)
    },
  }
}
