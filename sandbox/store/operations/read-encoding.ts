import type { Call } from '../call.ts'
import { S3Error } from '../wire/s3-error.ts'
import { uriEncodePath } from '../wire/uri-encode-path.ts'

/** How a listing writes its keys: `encoding-type=url` is for those that XML 1.0 cannot say. */
export function readEncoding(call: Call): (key: string) => string {
  const type = call.param('encoding-type')
  if (type === 'url') return uriEncodePath
  if (type === undefined) return (key) => key
  const details = { ArgumentName: 'encoding-type', ArgumentValue: type }
  throw new S3Error('InvalidArgument', details, 'Invalid Encoding Method specified in Request')
}
