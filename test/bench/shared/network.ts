/** How far away the server pretends to be, and what goes wrong on the way. */
export type Network = {
  store: 'h1' | 'h2'
  /** Waited before each request is looked at, preflights too. */
  roundTripMs: number
  /** Read from each connection. @default as fast as it comes */
  bytesPerSecond?: number
  /** Whether some files meet with a fault at first. */
  hasFaults?: boolean
}
