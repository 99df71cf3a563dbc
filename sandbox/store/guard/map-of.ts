import type { Guard } from './guard.ts'
import { isMap } from './is-map.ts'

export function mapOf<T>(guard: Guard<T>): Guard<Readonly<Record<string, T>>> {
  return (value): value is Readonly<Record<string, T>> => isMap(value) && Object.values(value).every(guard)
}
