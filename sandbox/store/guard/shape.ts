import type { Guard } from './guard.ts'
import { isMap } from './is-map.ts'

/** Every field is named, so that a record and its type cannot drift apart unseen. */
export function shape<T>(guards: { readonly [Field in keyof T]-?: Guard<T[Field]> }): Guard<T> {
  return (value): value is T => {
    if (!isMap(value)) return false
    for (const field in guards) if (!guards[field](value[field])) return false
    return true
  }
}
