/**
 * When a fault acts: at the request's `head`, before its body is read; in the `middle` of its body; at the end of the
 * `body`, before its last bytes have reached the upstream; at the `response` of the upstream.
 */
export type FaultPoint = 'head' | 'middle' | 'body' | 'response'

/** What happens to a request. */
type FaultAct =
  /** Keeps it until the rules are replaced. */
  | { act: 'hold' }
  /** Closes the connection; at the response, after its first byte, since browsers repeat a request without one. */
  | { act: 'drop' }
  /** Resets the connection (RST), without a byte of a response. */
  | { act: 'reset' }
  /** Closes all connections and refuses new ones until the rules are replaced. */
  | { act: 'refuse' }
  /** Sends a response of its own. */
  | ({ act: 'respond' } & FaultResponse)
  /** Responds with 307 to the same URL. */
  | { act: 'redirect' }
  /** Reads the body slowly. */
  | { act: 'slow'; bytesPerSecond: number }
  /** Reads the whole body at once and forwards it later, as a proxy that buffers does. */
  | { act: 'buffer'; ms: number }
  /** Removes headers from the response. @default Access-Control-Expose-Headers */
  | { act: 'hide-headers'; names?: readonly string[] }

/** A response that the upstream has not sent. */
export type FaultResponse = {
  /** @default 200 */
  status?: number | undefined
  headers?: Readonly<Record<string, string>> | undefined
  body?: string | undefined
  /** Closes the connection after the response, whether or not the body of the request has been read. */
  closes?: boolean | undefined
}

/** A fault that is injected into matching requests. */
export type FaultRule = FaultAct & {
  /** A regular expression on `METHOD /path?query`. */
  match: string
  /** @default the head; the end of the body for `respond`, the response for `hide-headers` */
  at?: FaultPoint | undefined
  /** Number of requests that it matches. @default all */
  times?: number | undefined
}

/** When a rule acts. */
export function pointOf({ act, at }: FaultRule): FaultPoint {
  if (at !== undefined) return at
  switch (act) {
    case 'respond':
    case 'redirect':
      return 'body'
    case 'hide-headers':
      return 'response'
    case 'hold':
    case 'drop':
    case 'reset':
    case 'refuse':
    case 'slow':
    case 'buffer':
      return 'head'
    default:
      return act satisfies never
  }
}

/** A list of rules: the first that matches a request is its fault. */
export function createFaultRules() {
  let rules: { rule: FaultRule; pattern: RegExp; left: number }[] = []
  let release = createLatch()
  let hits = 0
  const waiting: (() => void)[] = []

  return {
    /** Replaces the rules and releases held requests. */
    replace(replacement: readonly FaultRule[]) {
      rules = replacement.map((rule) => ({
        rule,
        pattern: new RegExp(rule.match),
        left: rule.times ?? Infinity,
      }))
      const before = release
      release = createLatch()
      before.open()
    },
    /**
     * The fault of a request; counts it.
     *
     * @param isPreflight whether only rules count that name the method `OPTIONS`
     */
    take(request: string, isPreflight: boolean): FaultRule | undefined {
      const found = rules.find(({ rule, pattern, left }) => {
        const isMeant = !isPreflight || rule.match.includes('OPTIONS')
        return isMeant && left > 0 && pattern.test(request)
      })
      if (found) found.left--
      return found?.rule
    },
    /** Resolves when the rules are replaced. */
    released: (): Promise<void> => release.opened,
    /** How often faults have acted. */
    hits: () => hits,
    /** A fault has acted. */
    hit() {
      hits++
      for (const check of waiting.splice(0)) check()
    },
    /** Resolves when faults have acted `count` times. */
    async reached(count: number): Promise<void> {
      while (hits < count) await new Promise<void>((resolve) => waiting.push(resolve))
    },
  }
}

function createLatch() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
