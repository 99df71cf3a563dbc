import type { Call } from '../call.ts'
import { S3Error } from '../wire/s3-error.ts'

const overridable = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
]

/** The `response-…` parameters: a signer's word on how a browser shall take the object. */
export function readOverrides(call: Call): Record<string, string> {
  const overrides: Record<string, string> = {}
  for (const name of overridable) {
    const value = call.param(`response-${name}`)
    if (value === undefined) continue
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) {
      const details = { ArgumentName: `response-${name}`, ArgumentValue: value }
      throw new S3Error('InvalidArgument', details, 'Header value cannot be represented using ISO-8859-1.')
    }
    overrides[name] = value
  }
  return overrides
}
