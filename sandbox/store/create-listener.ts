import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { corsHeaders } from './cors/cors-headers.ts'
import { handle } from './handle.ts'
import type { Store } from './store.ts'
import type { Answer } from './wire/answer.ts'
import { errorAnswer } from './wire/error-answer.ts'
import { readIncoming } from './wire/incoming.ts'
import type { Incoming } from './wire/incoming.ts'
import { S3Error } from './wire/s3-error.ts'
import { sendAnswer } from './wire/send-answer.ts'

export type Listener = (
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
) => Promise<void>

/** From a request to its answer; whatever goes wrong in between becomes S3's XML. */
export function createListener(store: Store): Listener {
  return async (request, response, expectsContinue) => {
    const requestId = randomBytes(8).toString('hex').toUpperCase()
    response.setHeader('x-amz-request-id', requestId)
    // Clients learn from it how wrong their own clock is.
    response.setHeader('date', new Date(store.now()).toUTCString())
    let incoming: Incoming | undefined
    let answer: Answer
    try {
      incoming = readIncoming(request, () => {
        if (expectsContinue) response.writeContinue()
      })
      answer = await handle(incoming, store)
    } catch (error) {
      if (!(error instanceof S3Error) && !request.destroyed) console.error('The store failed', error)
      answer = errorAnswer(error, (request.url ?? '').replace(/\?.*$/, ''), requestId)
    }
    try {
      await sendAnswer(request, response, {
        ...answer,
        headers: { ...answer.headers, ...cors(store, answer, incoming) },
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
  answer: Answer,
  incoming: Incoming | undefined,
): Record<string, string> | undefined {
  const origin = incoming?.headers.get('origin')
  if (!incoming || origin === undefined || answer.status === 403 || incoming.method === 'OPTIONS')
    return undefined
  const rules = store.disk.get(incoming.bucket)?.info().cors ?? []
  return corsHeaders(rules, { origin, method: incoming.method })
}
