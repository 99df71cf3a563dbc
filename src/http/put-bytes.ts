import type { CallOptions } from '../model/call-options.ts'
import { failureOf } from './errors.ts'
import { readText, send } from './pending-response.ts'

/**
 * Sends bytes to a presigned URL, for clients that work without an engine. Nothing travels but the headers
 * given here: a presigned URL is its own credential.
 */
export async function putBytes(
  fetch: typeof globalThis.fetch,
  url: string,
  body: Blob,
  headers: Record<string, string>,
  { signal, timeoutMs = 10 * 60_000 }: Pick<CallOptions, 'signal' | 'timeoutMs'> = {},
): Promise<void> {
  const init: RequestInit = { method: 'PUT', body, headers, credentials: 'omit' }
  const sent = await send(fetch, url, init, { signal, timeoutMs })
  if (!sent.response.ok) throw await failureOf(sent, undefined)
  await readText(sent)
}
