import { measure } from '../body/measure.ts'
import { readChecksum } from '../body/read-checksum.ts'
import { readMd5 } from '../body/read-md5.ts'
import { checksumHeaders } from '../operations/checksum-headers.ts'
import { findBucket } from '../operations/find-bucket.ts'
import { readObjectHeaders } from '../operations/read-object-headers.ts'
import { refuseUnsupported } from '../operations/refuse-unsupported.ts'
import { storeObject } from '../operations/store-object.ts'
import type { Store } from '../store.ts'
import type { Answer } from '../wire/answer.ts'
import type { Incoming } from '../wire/incoming.ts'
import { S3Error } from '../wire/s3-error.ts'
import { authenticateForm } from './authenticate-form.ts'
import { checkPolicy } from './check-policy.ts'
import { parseForm } from './parse-form.ts'
import type { Form } from './parse-form.ts'
import { parsePolicy } from './parse-policy.ts'
import { postAnswer } from './post-answer.ts'
import { readBoundary } from './read-boundary.ts'

const maxSize = 5 * 1024 ** 3

/** A browser's form upload: the signature is a field of the form, and signs a policy in place of the request. */
export async function postObject(incoming: Incoming, store: Store): Promise<Answer> {
  const boundary = readBoundary(incoming.headers.get('content-type') ?? '')
  if (!incoming.headers.has('content-length')) throw new S3Error('MissingContentLength')
  const form = await parseForm(incoming.body(), boundary)
  try {
    return await storeForm(form, incoming, store)
  } finally {
    await form.close()
  }
}

async function storeForm(form: Form, incoming: Incoming, store: Store): Promise<Answer> {
  const { bucket } = incoming
  const fileName = form.fileName.replace(/^.*[/\\]/, '')
  const fields = new Map(
    [...form.fields].map(([name, value]) => [name, value.replaceAll('${filename}', fileName)]),
  )
  const policy = parsePolicy(authenticateForm(fields, store.keys))
  findBucket(store, bucket)
  const sizes = checkPolicy(policy, fields, bucket, store.now())
  refuseUnsupported(withHeaderNames(fields))
  const draft = { bucket, key: readKey(fields), headers: readObjectHeaders(fields), conditions: new Map() }
  const measured = measure(form.file, {
    minSize: sizes.minSize,
    maxSize: Math.min(sizes.maxSize, maxSize),
    md5: readMd5(fields.get('content-md5')),
    checksum: readChecksum(fields),
  })
  const object = await storeObject(store, draft, measured)
  const answer = postAnswer(fields, bucket, object, `http://${incoming.headers.get('host') ?? ''}`)
  return { ...answer, headers: { ...answer.headers, ...checksumHeaders(object.checksum) } }
}

function readKey(fields: ReadonlyMap<string, string>): string {
  const key = fields.get('key') ?? ''
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', { MaxSizeAllowed: 1024 })
  if (key !== '') return key
  const message =
    "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields."
  throw new S3Error('InvalidArgument', { ArgumentName: 'key' }, message)
}

/** Forms say `acl` and `tagging` where headers say `x-amz-…`. */
function withHeaderNames(fields: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const short = [...fields].filter(([name]) => name === 'acl' || name === 'tagging')
  return new Map([...fields, ...short.map(([name, value]) => [`x-amz-${name}`, value] as const)])
}
