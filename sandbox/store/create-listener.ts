import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { corsHeaders } from './cors.ts'
import { handle } from './router.ts'
import type { Store } from './store.ts'
import { errorResponse, type S3Response, sendResponse } from './wire/response.ts'
import { readRequest, type S3Request } from './wire/request.ts'
import { S3Error } from './wire/s3-error.ts'

type Listener = (
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
) => Promise<void>

/** Responds to requests; errors are formatted as S3's XML. */
export function createListener(store: Store): Listener {
  return async (request, response, expectsContinue) => {
    const requestId = randomBytes(8).toString('hex').toUpperCase()
    response.setHeader('x-amz-request-id', requestId)
    // Clients correct their clock by it.
    response.setHeader('date', new Date(store.now()).toUTCString())
    let parsed: S3Request | undefined
    let result: S3Response
    try {
      const beforeBody = () => {
        if (expectsContinue) response.writeContinue()
      }
      parsed = readRequest(request, beforeBody, store.acceptsTruncatedBodies)
      result = await handle(parsed, store)
    } catch (error) {
      if (!(error instanceof S3Error) && !request.destroyed) console.error('The store failed', error)
      result = errorResponse(error, (request.url ?? '').replace(/\?.*$/, ''), requestId)
    }
    try {
      await sendResponse(request, response, {
        ...result,
        headers: { ...result.headers, ...cors(store, result, parsed) },
      })
    } catch {
      // The client disconnected or reading the file failed: the status is already sent, so only the connection can
      // be aborted.
      request.destroy()
    }
  }
}

/** As S3, sends no CORS headers with a 403: browsers report a network error. */
function cors(
  store: Store,
  result: S3Response,
  parsed: S3Request | undefined,
): Record<string, string> | undefined {
  const origin = parsed?.headers.get('origin')
  if (!parsed || origin === undefined || result.status === 403 || parsed.method === 'OPTIONS')
    return undefined
  const rules = store.disk.get(parsed.bucket)?.info().cors ?? []
  return corsHeaders(rules, { origin, method: parsed.method })
}
