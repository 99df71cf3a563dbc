import * as z from 'zod/mini'
import { deriveSigningKey, hmac, isSameSignature, type Keys } from '../signature/signing-key.ts'
import { S3Error } from '../wire/s3-error.ts'

/** Verifies the form's signature and returns its policy. */
export function authenticateForm(fields: ReadonlyMap<string, string>, keys: Keys): string {
  const policy = fields.get('policy')
  // A form without a policy is anonymous.
  if (policy === undefined) throw new S3Error('AccessDenied')
  const need = (name: string): string => {
    const value = fields.get(name)
    if (value !== undefined) return value
    const message = `Bucket POST must contain a field named '${name}'. If it is specified, please check the order of the fields.`
    throw new S3Error('InvalidArgument', { ArgumentName: name }, message)
  }
  if (need('x-amz-algorithm') !== 'AWS4-HMAC-SHA256') {
    throw new S3Error(
      'InvalidArgument',
      { ArgumentName: 'x-amz-algorithm' },
      'X-Amz-Algorithm only supports "AWS4-HMAC-SHA256"',
    )
  }
  if (fields.has('x-amz-security-token')) throw new S3Error('InvalidToken')
  const { key } = deriveSigningKey(need('x-amz-credential'), need('x-amz-date'), keys, 'InvalidArgument')
  const signature = need('x-amz-signature')
  if (isSameSignature(hmac(key, policy).toString('hex'), signature)) return policy
  throw new S3Error('SignatureDoesNotMatch', {
    AWSAccessKeyId: keys.accessKeyId,
    StringToSign: policy,
    SignatureProvided: signature,
  })
}

type Condition =
  | { kind: 'eq' | 'starts-with'; field: string; value: string }
  | { kind: 'content-length-range'; min: number; max: number }

type Policy = { expiresAt: number; conditions: readonly Condition[] }

const PolicyDocument = z.object({ expiration: z.string(), conditions: z.array(z.unknown()) })
const EqualConditions = z.record(z.string(), z.unknown())

/** Parses the base64 of a form's `policy` field. */
export function parsePolicy(encoded: string): Policy {
  const policy = PolicyDocument.safeParse(parseJson(Buffer.from(encoded, 'base64').toString())).data
  if (!policy) throw invalidPolicy('Policy must have an expiration and a list of conditions.')
  const expiresAt = Date.parse(policy.expiration)
  if (Number.isNaN(expiresAt)) throw invalidPolicy(`Invalid 'expiration' value: '${policy.expiration}'`)
  return { expiresAt, conditions: policy.conditions.flatMap(parseCondition) }
}

function parseCondition(condition: unknown): Condition[] {
  const equal = EqualConditions.safeParse(condition)
  if (equal.success) {
    return Object.entries(equal.data).map(([field, value]) => {
      if (typeof value === 'string') return { kind: 'eq', field: field.toLowerCase(), value }
      throw invalidPolicy(`Invalid Simple-Condition: value of "${field}" must be a string.`)
    })
  }
  const [kind, first, second] = z.array(z.unknown()).safeParse(condition).data ?? []
  const name = typeof kind === 'string' ? kind.toLowerCase() : ''
  if (name === 'content-length-range') {
    const [min, max] = [Number(first), Number(second)]
    if (Number.isInteger(min) && Number.isInteger(max)) return [{ kind: name, min, max }]
  }
  const isMatch = typeof first === 'string' && first.startsWith('$') && typeof second === 'string'
  if ((name === 'eq' || name === 'starts-with') && isMatch) {
    return [{ kind: name, field: first.slice(1).toLowerCase(), value: second }]
  }
  throw invalidPolicy(`Invalid Condition: ${JSON.stringify(condition)}`)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new S3Error('InvalidPolicyDocument')
  }
}

function invalidPolicy(message: string): S3Error {
  return new S3Error('InvalidPolicyDocument', {}, `Invalid Policy: ${message}`)
}

/** These fields need no condition in the policy. */
const exempt = new Set(['policy', 'x-amz-signature', 'file'])

/** Checks that each condition of the policy is met and each field has one. Returns the allowed sizes. */
export function checkPolicy(
  policy: Policy,
  fields: ReadonlyMap<string, string>,
  bucket: string,
  now: number,
): { minSize: number; maxSize: number } {
  if (now > policy.expiresAt) throw policyViolation('Policy expired.')
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
    throw policyViolation(`Policy Condition failed: ${JSON.stringify([kind, `$${field}`, value])}`)
  }
  const extra = [...fields.keys()].find((name) => !covered.has(name) && !name.startsWith('x-ignore-'))
  if (extra !== undefined) throw policyViolation(`Extra input fields: ${extra}`)
  return { minSize, maxSize }
}

function isMet(condition: Exclude<Condition, { min: number }>, value: string | undefined): boolean {
  if (value === undefined) return false
  if (condition.kind === 'eq') return value === condition.value
  // A browser may send a list of types: each must match.
  const values = condition.field === 'content-type' ? value.split(',').map((type) => type.trim()) : [value]
  return values.every((item) => item.startsWith(condition.value))
}

function policyViolation(message: string): S3Error {
  return new S3Error('AccessDenied', {}, `Invalid according to Policy: ${message}`)
}
