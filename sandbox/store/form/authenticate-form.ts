import { hmac } from '../signature/hmac.ts'
import { isSame } from '../signature/is-same.ts'
import type { Keys } from '../signature/keys.ts'
import { openCredential } from '../signature/open-credential.ts'
import { S3Error } from '../wire/s3-error.ts'

/** Returns the policy that the form's signature signs. */
export function authenticateForm(fields: ReadonlyMap<string, string>, keys: Keys): string {
  const policy = fields.get('policy')
  // A form without a policy is an anonymous one.
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
  const { key } = openCredential(need('x-amz-credential'), need('x-amz-date'), keys, 'InvalidArgument')
  const signature = need('x-amz-signature')
  if (isSame(hmac(key, policy).toString('hex'), signature)) return policy
  throw new S3Error('SignatureDoesNotMatch', {
    AWSAccessKeyId: keys.accessKeyId,
    StringToSign: policy,
    SignatureProvided: signature,
  })
}
