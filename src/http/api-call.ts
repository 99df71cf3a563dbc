import type { PendingResponse } from './pending-response.ts'

/** The promise of a call's decoded answer, with the raw one within reach. */
export interface ApiCall<T> extends Promise<T> {
  /** The decoded answer and the `Response` it came in (its body is read). */
  withResponse(): Promise<{ data: T; response: Response }>
  /** The raw `Response`, body unread and undecoded: the caller's to stream. Failures still throw. */
  asResponse(): Promise<Response>
}

/** Starts the call now, decodes when first asked for the data. */
export function createApiCall<T>(
  send: () => Promise<PendingResponse>,
  decode: (sent: PendingResponse) => Promise<T>,
): ApiCall<T> {
  const sent = send()
  let decoded: Promise<T> | undefined
  const data = () => (decoded ??= sent.then(decode))
  return {
    then: (fulfilled, rejected) => data().then(fulfilled, rejected),
    catch: (rejected) => data().catch(rejected),
    finally: (settled) => data().finally(settled),
    async withResponse() {
      const { response } = await sent
      return { data: await data(), response }
    },
    async asResponse() {
      const { response, deadline } = await sent
      deadline.clear()
      return response
    },
    [Symbol.toStringTag]: 'ApiCall',
  }
}
