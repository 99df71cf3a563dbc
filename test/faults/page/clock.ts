type Timer = {
  run(): void
  dueAt: number
  /** Of an interval. */
  everyMs: number | undefined
  nativeId: number | undefined
}

/** Replaces timers, `Date` and `performance.now` of this page. They run in real time until they are moved. */
export function installClock() {
  const native = {
    setTimeout: window.setTimeout.bind(window),
    clearTimeout: window.clearTimeout.bind(window),
    now: performance.now.bind(performance),
    Date,
  }
  const timers = new Map<number, Timer>()
  let lastId = 0
  let offsetMs = 0
  let isFrozen = false
  const now = () => native.now() + offsetMs

  function arm(id: number, timer: Timer) {
    native.clearTimeout(timer.nativeId)
    if (!isFrozen) timer.nativeId = native.setTimeout(() => fire(id, timer), Math.max(0, timer.dueAt - now()))
  }

  function fire(id: number, timer: Timer) {
    if (!timers.has(id)) return
    if (timer.everyMs === undefined) timers.delete(id)
    else {
      timer.dueAt = now() + timer.everyMs
      arm(id, timer)
    }
    timer.run()
  }

  function start(handler: TimerHandler, ms = 0, repeats: boolean, args: unknown[]): number {
    if (typeof handler !== 'function') throw new TypeError('Timers with code as text are not supported.')
    const delay = Math.max(ms || 0, repeats ? 1 : 0)
    const id = ++lastId
    const timer: Timer = {
      run: () => void Reflect.apply(handler, window, args),
      dueAt: now() + delay,
      everyMs: repeats ? delay : undefined,
      nativeId: undefined,
    }
    timers.set(id, timer)
    arm(id, timer)
    return id
  }

  function stop(id: number | undefined) {
    if (id === undefined) return
    native.clearTimeout(timers.get(id)?.nativeId)
    timers.delete(id)
  }

  const replaced = {
    setTimeout: (handler: TimerHandler, ms?: number, ...args: unknown[]) => start(handler, ms, false, args),
    setInterval: (handler: TimerHandler, ms?: number, ...args: unknown[]) => start(handler, ms, true, args),
    clearTimeout: stop,
    clearInterval: stop,
    Date: dateOf(native.Date, () => native.Date.now() + offsetMs),
  }
  Object.assign(window, replaced)
  performance.now = now

  /** Lets work that needs no timers go on: responses, reads, promises. */
  const pause = (ms = 0) =>
    ms > 0 ? new Promise<void>((resolve) => native.setTimeout(resolve, ms)) : nextTask()
  const nextDue = () => Math.min(...[...timers.values()].map(({ dueAt }) => dueAt))
  const rearm = () => {
    for (const [id, timer] of timers) arm(id, timer)
  }

  return {
    pause,
    timerCount: () => timers.size,
    /**
     * Moves time forward and runs what is due meanwhile, one after the other, as if it had passed.
     *
     * @param goesOn called before each step: resolves with whether more time may pass
     */
    async advance(ms: number, goesOn: () => Promise<boolean> = async () => true) {
      const end = now() + ms
      for (let next = nextDue(); next <= end; next = nextDue()) {
        if (!(await goesOn())) return
        offsetMs += Math.max(0, next - now())
        // Times are sums of floating-point numbers.
        for (const [id, timer] of [...timers]) if (timer.dueAt <= now() + 0.01) fire(id, timer)
        await pause()
      }
      offsetMs += Math.max(0, end - now())
      rearm()
    },
    /** Stops timers, as while the computer sleeps. */
    freeze() {
      isFrozen = true
      for (const timer of timers.values()) native.clearTimeout(timer.nativeId)
    },
    /** Continues after `ms`: everything that would have been due is. */
    thaw(ms: number) {
      isFrozen = false
      offsetMs += ms
      rearm()
    },
    /** Milliseconds until the next timer is due; `Infinity` if there is none. */
    msToNext: () => nextDue() - now(),
  }
}

/** A task without a timer, which browsers delay in background pages. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}

function dateOf(NativeDate: DateConstructor, now: () => number): DateConstructor {
  return new Proxy(NativeDate, {
    construct: (target, args: readonly unknown[]) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args) as Date,
    get: (target, key) => (key === 'now' ? now : (Reflect.get(target, key) as unknown)),
  })
}
