import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { corsHeaders } from './cors.ts'
import { handle } from './router.ts'
import type { Store } from './store.ts'
import { errorResponse, type S3Response, sendResponse } from './wire/response.ts'
import { readRequest, type S3Request } from './wire/request.ts'
import { S3Error } from './wire/s3-error.ts'

export type Listener = (
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
) => Promise<void>

/** From a request to its result; whatever goes wrong in between becomes S3's XML. */
export function createListener(store: Store): Listener {
  return async (request, response, expectsContinue) => {
    const requestId = randomBytes(8).toString('hex').toUpperCase()
    response.setHeader('x-amz-request-id', requestId)
    // Clients learn from it how wrong their own clock is.
    response.setHeader('date', new Date(store.now()).toUTCString())
    let parsed: S3Request | undefined
    let result: S3Response
    try {
      parsed = readRequest(request, () => {
        if (expectsContinue) response.writeContinue()
      })
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
      // The client left in mid-answer, or the disk failed under it: a cut connection is all that can still be said.
      request.destroy()
    }
  }
}

/** Real stores keep a 403 from the page that caused it: all that a browser reports is a network error. */
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
