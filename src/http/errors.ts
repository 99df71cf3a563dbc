import { UploadError, type UploadErrorCode } from '../errors.ts'
import { loadChunk } from '../lib/load-chunk.ts'
import { readText, type PendingResponse } from './pending-response.ts'
import { requestIdOf, retryAfterMs } from './response-headers.ts'

/** What an API says in the body of an error response: its message, and a code where it maps to one of ours. */
export type WireFailure = {
  code?: UploadErrorCode | undefined
  message?: string | undefined
  requestId?: string | undefined
}

/** Finds an API's own message in the JSON body of an error response; `undefined` where the body is not JSON. */
export type ParseErrorBody = (body: unknown, status: number) => WireFailure | undefined

const maxBodyExcerpt = 1000

/** The error that a response outside 2xx stands for. `retryAfter` is what the response asks for, in milliseconds. */
export async function failureOf(
  pending: PendingResponse,
  parseErrorBody: ParseErrorBody | undefined,
  retryAfter = retryAfterMs(pending.response.headers),
): Promise<UploadError> {
  const { url, status, headers } = pending.response
  // The sentences are loaded while the body is read.
  const [table, text] = await Promise.all([
    loadChunk(() => import('./error-table.ts')),
    readText(pending).catch(() => ''),
  ])
  const wire = parseErrorBody?.(parseJson(text), status)
  const message = wire?.message ?? table.messageOfCode(table.codeOfStatus(status), 'server', String(status))
  return new UploadError(wire?.code ?? table.codeOfStatus(status), message, {
    url,
    status,
    requestId: wire?.requestId ?? requestIdOf(headers),
    retryAfterMs: retryAfter,
    cause: new Error(`HTTP ${status}${text ? `: ${text.slice(0, maxBodyExcerpt)}` : ''}`),
  })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
