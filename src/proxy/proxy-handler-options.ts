/** One thing that the proxy lets through. */
export type ProxyRoute = {
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /**
   * What follows the mount point, segment by segment: `/v2/files/:id`. `:name` and `*` take any one segment, `**` at
   * the end takes one or more. A trailing slash counts.
   */
  path: string
}

/** What `createProxyHandler` takes. */
export type ProxyHandlerOptions = {
  /** Where the API is: `https://api.example.com`, with or without a path. */
  upstream: string
  /** Where the handler is mounted: `/api/vendor`. What follows is the path at the upstream. @default '/' */
  basePath?: string
  /**
   * The secret headers, or a function that is asked for them for each request. They replace what the browser sent
   * under the same name. The function must not read the request's body.
   */
  headers: HeadersInit | ((request: Request) => HeadersInit | Promise<HeadersInit>)
  /** What may be asked for; everything else answers 404 or 405 and never reaches the upstream. */
  routes: readonly ProxyRoute[]
  /**
   * Says who is asking, from the request's headers; the body is not to be read. `null` answers 401. It may throw an
   * `UploadError`, whose code and sentence reach the client (`forbidden` answers 403). Where a cookie signs people in,
   * this is also the place to refuse requests of foreign sites (`sec-fetch-site`, `origin`).
   */
  authorize: (request: Request) => Promise<object | null> | object | null
  /**
   * Headers of the browser that go to the upstream although they are kept back otherwise, such as `authorization`
   * where the page holds a token of the vendor's own. @default none
   */
  forwardHeaders?: readonly string[]
  /** @default globalThis.fetch */
  fetch?: typeof globalThis.fetch
  /** Milliseconds for which the upstream may be silent, before its answer and in the midst of it. @default 60_000 */
  timeoutMs?: number
  /** Bytes of the largest request body; more answer 413. @default 5 GiB */
  maxBodyBytes?: number
  /**
   * Learns what failed on the server or the way to the upstream: an `UploadError` with the answer's request id and the
   * `cause` that the client is not told. @default console.error
   */
  onError?: (error: unknown, request: Request) => void
}
