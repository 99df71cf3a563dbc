import { readChecksum, readMd5 } from '../body/checksums.ts'
import { measure } from '../body/measure.ts'
import type { StoredObject } from '../disk/records.ts'
import { findBucket } from '../operations/buckets.ts'
import { checksumHeaders } from '../operations/checksum-output.ts'
import { readObjectHeaders, storeObject } from '../operations/put-object.ts'
import { refuseUnsupported } from '../operations/refuse-unsupported.ts'
import type { Store } from '../store.ts'
import type { S3Request } from '../wire/request.ts'
import type { S3Response } from '../wire/response.ts'
import { S3Error } from '../wire/s3-error.ts'
import { uriEncodePath } from '../wire/uri-encode.ts'
import { type Form, parseForm, readBoundary } from './parse-form.ts'
import { authenticateForm, checkPolicy, parsePolicy } from './policy.ts'

const maxSize = 5 * 1024 ** 3

/** A browser's form upload, whose signature is a form field and signs a policy instead of the request. */
export async function postObject(incoming: S3Request, store: Store): Promise<S3Response> {
  const boundary = readBoundary(incoming.headers.get('content-type') ?? '')
  if (!incoming.headers.has('content-length')) throw new S3Error('MissingContentLength')
  const form = await parseForm(incoming.body(), boundary)
  try {
    return await storeForm(form, incoming, store)
  } finally {
    await form.close()
  }
}

async function storeForm(form: Form, incoming: S3Request, store: Store): Promise<S3Response> {
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
  const response = createPostResponse(fields, bucket, object, `http://${incoming.headers.get('host') ?? ''}`)
  return { ...response, headers: { ...response.headers, ...checksumHeaders(object.checksum) } }
}

function readKey(fields: ReadonlyMap<string, string>): string {
  const key = fields.get('key') ?? ''
  if (Buffer.byteLength(key) > 1024) throw new S3Error('KeyTooLongError', { MaxSizeAllowed: 1024 })
  if (key !== '') return key
  const message =
    "Bucket POST must contain a field named 'key'. If it is specified, please check the order of the fields."
  throw new S3Error('InvalidArgument', { ArgumentName: 'key' }, message)
}

/** The form fields `acl` and `tagging` correspond to headers with the prefix `x-amz-`. */
function withHeaderNames(fields: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const short = [...fields].filter(([name]) => name === 'acl' || name === 'tagging')
  return new Map([...fields, ...short.map(([name, value]) => [`x-amz-${name}`, value] as const)])
}

/** The response that the form requests: empty (204 or 200), an XML document, or a redirect. */
function createPostResponse(
  fields: ReadonlyMap<string, string>,
  bucket: string,
  object: StoredObject,
  origin: string,
): S3Response {
  const etag = `"${object.etag}"`
  const location = `${origin}/${bucket}/${uriEncodePath(object.key)}`
  const headers = { etag, location }
  const redirect = readUrl(fields.get('success_action_redirect') ?? fields.get('redirect'))
  if (redirect) {
    for (const [name, value] of Object.entries({ bucket, key: object.key, etag }))
      redirect.searchParams.append(name, value)
    return { status: 303, headers: { etag, location: redirect.href } }
  }
  switch (fields.get('success_action_status')) {
    case '200':
      return { status: 200, headers }
    case '201': {
      const response = { Location: location, Bucket: bucket, Key: object.key, ETag: etag }
      return { status: 201, headers, body: { xml: { PostResponse: response } } }
    }
    default:
      return { status: 204, headers }
  }
}

/** S3 ignores an invalid redirect URL. */
function readUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined
}
