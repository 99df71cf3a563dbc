import { loadFailures, readText, send } from '../http/pending-response.ts'
import type { CallOptions } from '../model/call-options.ts'

/** Sends bytes to a presigned URL, for clients that are used without an uploader. Only these headers are sent. */
export async function putBytes(
  fetch: typeof globalThis.fetch,
  url: string,
  body: Blob,
  headers: Record<string, string>,
  { signal, timeoutMs = 10 * 60_000 }: Pick<CallOptions, 'signal' | 'timeoutMs'> = {},
): Promise<void> {
  // A presigned URL is its own credential.
  const init: RequestInit = { method: 'PUT', body, headers, credentials: 'omit' }
  const pending = await send(fetch, url, init, { signal, timeoutMs })
  if (!pending.response.ok) throw await (await loadFailures()).failureOf(pending, undefined)
  await readText(pending)
}
