/** What every call of a client or a backend takes besides its own arguments. */
export type CallOptions = {
  /** Ends the call; its reason becomes the error's cause. */
  signal?: AbortSignal
  /** Milliseconds for one attempt, until the answer is read. @default the client's */
  timeoutMs?: number
  /** Sent besides the client's; the same name overrides. */
  headers?: HeadersInit
  /** Outlives the page that makes the call; browsers take no body above 64 KiB then. */
  keepalive?: boolean
  /** Added to the query. */
  query?: Record<string, string>
  /** Properties added to the JSON body. */
  body?: Record<string, unknown>
}
