import type { StoredObject } from '../disk/stored-object.ts'
import type { Answer } from '../wire/answer.ts'
import { uriEncodePath } from '../wire/uri-encode-path.ts'

/** What the form asked to be told: nothing (204, or an empty 200), an XML document, or to go elsewhere. */
export function postAnswer(
  fields: ReadonlyMap<string, string>,
  bucket: string,
  object: StoredObject,
  origin: string,
): Answer {
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

/** S3 takes a redirect that it cannot read for none. */
function readUrl(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined
}
