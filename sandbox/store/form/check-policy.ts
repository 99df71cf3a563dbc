import { S3Error } from '../wire/s3-error.ts'
import type { Condition, Policy } from './parse-policy.ts'

/** A signature signs the policy, not itself; the policy speaks of the form, not of itself. */
const exempt = new Set(['policy', 'x-amz-signature', 'file'])

/** Holds a form against its policy: every condition is met, and every field has one. Returns the sizes it allows. */
export function checkPolicy(
  policy: Policy,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: number,
): { minSize: number; maxSize: number } {
  if (now > policy.expiresAt) throw refuse('Policy expired.')
  const values = new Map([...fields, ['bucket', bucket]])
  const covered = new Set<string>(exempt)
  let [minSize, maxSize] = [0, Infinity]
  for (const condition of policy.conditions) {
    if (condition.kind === 'content-length-range') {
      minSize = Math.max(minSize, condition.min)
      maxSize = Math.min(maxSize, condition.max)
      continue
    }
    covered.add(condition.field)
    if (isMet(condition, values.get(condition.field))) continue
    const { kind, field, value } = condition
    throw refuse(`Policy Condition failed: ${JSON.stringify([kind, `$${field}`, value])}`)
  }
  const extra = [...fields.keys()].find((name) => !covered.has(name) && !name.startsWith('x-ignore-'))
  if (extra !== undefined) throw refuse(`Extra input fields: ${extra}`)
  return { minSize, maxSize }
}

function isMet(condition: Exclude<Condition, { min: number }>, value: string | undefined): boolean {
  if (value === undefined) return false
  if (condition.kind === 'eq') return value === condition.value
  // A browser may send a list of types, all of which must begin as the policy says.
  const values = condition.field === 'content-type' ? value.split(',').map((type) => type.trim()) : [value]
  return values.every((item) => item.startsWith(condition.value))
}

function refuse(message: string): S3Error {
  return new S3Error('AccessDenied', {}, `Invalid according to Policy: ${message}`)
}
