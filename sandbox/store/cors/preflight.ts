import type { Store } from '../store.ts'
import type { Answer } from '../wire/answer.ts'
import type { Incoming } from '../wire/incoming.ts'
import { S3Error } from '../wire/s3-error.ts'
import { corsHeaders } from './cors-headers.ts'

/** A browser's question before a PUT. It carries no signature, and the URL's own is not looked at. */
export function preflight(incoming: Incoming, store: Store): Answer {
  const origin = incoming.headers.get('origin')
  const method = incoming.headers.get('access-control-request-method')
  if (origin === undefined) throw new S3Error('BadRequest')
  if (method === undefined) throw new S3Error('BadRequest', {}, 'Invalid Access-Control-Request-Method: null')
  const rules = store.disk.get(incoming.bucket)?.info().cors ?? []
  const details = { Method: method, ResourceType: incoming.key === '' ? 'BUCKET' : 'OBJECT' }
  if (rules.length === 0) {
    throw new S3Error('AccessForbidden', details, 'CORSResponse: CORS is not enabled for this bucket.')
  }
  const named = (incoming.headers.get('access-control-request-headers') ?? '').split(',')
  const requestHeaders = named.map((name) => name.trim().toLowerCase()).filter((name) => name !== '')
  const headers = corsHeaders(rules, { origin, method, requestHeaders })
  if (headers) return { status: 200, headers }
  const message =
    "CORSResponse: This CORS request is not allowed. This is usually because the evalution of Origin, request method / Access-Control-Request-Method or Access-Control-Request-Headers are not whitelisted by the resource's CORS spec."
  throw new S3Error('AccessForbidden', details, message)
}
