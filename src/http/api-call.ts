import type { PendingResponse } from './response.ts'

/** The promise of a call's parsed response. */
export interface ApiCall<T> extends Promise<T> {
  /** The parsed response with its `Response`, whose body has been read. */
  withResponse(): Promise<{ data: T; response: Response }>
  /** The `Response` with its body unread, to be streamed. Rejects like the call itself. */
  asResponse(): Promise<Response>
}

/** Sends at once; reads and parses the response when the data is first asked for. */
export function createApiCall<T>(
  send: () => Promise<PendingResponse>,
  read: (pending: PendingResponse) => Promise<T>,
): ApiCall<T> {
  const sent = send()
  let parsed: Promise<T> | undefined
  const data = () => (parsed ??= sent.then(read))
  return toApiCall(data, {
    async withResponse() {
      const { response } = await sent
      return { data: await data(), response }
    },
    async asResponse() {
      const { response, timeout } = await sent
      timeout.clear()
      return response
    },
  })
}

/** A promise that begins with its first handler. */
function toApiCall<T>(
  data: () => Promise<T>,
  methods: Pick<ApiCall<T>, 'withResponse' | 'asResponse'>,
): ApiCall<T> {
  return {
    then: (fulfilled, rejected) => data().then(fulfilled, rejected),
    catch: (rejected) => data().catch(rejected),
    finally: (settled) => data().finally(settled),
    ...methods,
    [Symbol.toStringTag]: 'ApiCall',
  }
}

/**
 * A call of code that is loaded on demand.
 *
 * @param prepare resolves with a function that sends the call, since a promise cannot resolve with a thenable
 */
export function createLazyCall<T>(prepare: () => Promise<() => ApiCall<T>>): ApiCall<T> {
  const started = prepare().then((send) => ({ call: send() }))
  return toApiCall(() => started.then(({ call }) => call), {
    withResponse: async () => (await started).call.withResponse(),
    asResponse: async () => (await started).call.asResponse(),
  })
}
