import type { Guard } from '../guard/guard.ts'
import { isMap } from '../guard/is-map.ts'
import { isString } from '../guard/is-string.ts'
import { listOf } from '../guard/list-of.ts'
import { shape } from '../guard/shape.ts'
import { S3Error } from '../wire/s3-error.ts'

export type Condition =
  | { kind: 'eq' | 'starts-with'; field: string; value: string }
  | { kind: 'content-length-range'; min: number; max: number }

export type Policy = { expiresAt: number; conditions: readonly Condition[] }

const isAnything: Guard<unknown> = (_value): _value is unknown => true
const isPolicy = shape<{ expiration: string; conditions: readonly unknown[] }>({
  expiration: isString,
  conditions: listOf(isAnything),
})

/** Reads the base64 of a form's `policy` field. */
export function parsePolicy(encoded: string): Policy {
  const policy = parseJson(Buffer.from(encoded, 'base64').toString())
  if (!isPolicy(policy)) throw refuse('Policy must have an expiration and a list of conditions.')
  const expiresAt = Date.parse(policy.expiration)
  if (Number.isNaN(expiresAt)) throw refuse(`Invalid 'expiration' value: '${policy.expiration}'`)
  return { expiresAt, conditions: policy.conditions.flatMap(parseCondition) }
}

function parseCondition(condition: unknown): Condition[] {
  if (isMap(condition)) {
    return Object.entries(condition).map(([field, value]) => {
      if (!isString(value)) throw refuse(`Invalid Simple-Condition: value of "${field}" must be a string.`)
      return { kind: 'eq', field: field.toLowerCase(), value }
    })
  }
  const [kind, first, second] = listOf(isAnything)(condition) ? condition : []
  const name = isString(kind) ? kind.toLowerCase() : ''
  if (name === 'content-length-range') {
    const [min, max] = [Number(first), Number(second)]
    if (Number.isInteger(min) && Number.isInteger(max)) return [{ kind: name, min, max }]
  }
  if (
    (name === 'eq' || name === 'starts-with') &&
    isString(first) &&
    first.startsWith('$') &&
    isString(second)
  ) {
    return [{ kind: name, field: first.slice(1).toLowerCase(), value: second }]
  }
  throw refuse(`Invalid Condition: ${JSON.stringify(condition)}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new S3Error('InvalidPolicyDocument')
  }
}

function refuse(message: string): S3Error {
  return new S3Error('InvalidPolicyDocument', {}, `Invalid Policy: ${message}`)
}
