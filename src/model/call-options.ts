/** What `new Headers()` takes. Spelled out, since `HeadersInit` exists only where TypeScript has the DOM library. */
export type HeadersInput = Headers | Record<string, string> | [string, string][]

/** Options of every call of a client or a backend. */
export type CallOptions = {
  /** Aborts the call; the signal's reason becomes the error's cause. */
  signal?: AbortSignal | undefined
  /** Timeout of one attempt in milliseconds, until the response has been read. @default the client's */
  timeoutMs?: number | undefined
  /**
   * How often the client retries a transient error. The uploader passes 0: it retries by itself. @default the client's
   */
  retries?: number | undefined
  /** Added to the client's headers; a header of the same name is replaced. */
  headers?: HeadersInput | undefined
  /** Lets the request outlive the page. Browsers limit its body to 64 KiB. @default false */
  keepalive?: boolean | undefined
  /** Added to the query. */
  query?: Record<string, string> | undefined
  /** Properties added to the JSON body. */
  body?: Record<string, unknown> | undefined
}
