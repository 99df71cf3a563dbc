import { timingSafeEqual } from 'node:crypto'

/** Compares two signatures without telling by its duration how much of them agrees. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
