import { addEventListener, removeEventListener, watchRequests } from './requests.ts'

/** Watches listeners, workers, object URLs and requests of this page, which must be gone when an upload has ended. */
export function watchResources() {
  const { listeners, forget } = watchListeners()
  const requests = watchRequests()
  const workers = watchWorkers(forget)
  const objectUrls = watchObjectUrls()
  const errors = watchErrors()

  return {
    ...requests,
    errors: () => errors,
    /** Lists everything that is held now, in words. */
    held(): readonly string[] {
      return [
        ...listeners().map((listener) => `listener of ${listener}`),
        ...requests.pending().map(({ label }) => `unfinished: ${label}`),
        ...(workers.size > 0 ? [`${workers.size} workers`] : []),
        ...[...objectUrls].map((url) => `object URL ${url}`),
      ]
    },
  }
}

function watchListeners() {
  type Listener = { target: EventTarget; type: string; callback: unknown; isCapture: boolean }
  const held = new Set<Listener>()
  let isForeign = false
  const isCapture = (options: unknown) =>
    typeof options === 'object' && options !== null
      ? Reflect.get(options, 'capture') === true
      : options === true
  const find = (target: EventTarget, type: string, callback: unknown, options: unknown) =>
    [...held].find(
      (listener) =>
        listener.target === target &&
        listener.type === type &&
        listener.callback === callback &&
        listener.isCapture === isCapture(options),
    )

  EventTarget.prototype.addEventListener = function (this: EventTarget | undefined, type, callback, options) {
    const target = this ?? window
    addEventListener.call(target, type, callback, options)
    // In Firefox, Playwright adds listeners to the page itself, all in one task; this is the first.
    if (type.startsWith('__playwright')) {
      isForeign = true
      queueMicrotask(() => (isForeign = false))
    }
    if (isForeign || !callback || find(target, type, callback, options)) return
    const listener = { target, type, callback, isCapture: isCapture(options) }
    held.add(listener)
    const { once = false, signal } = typeof options === 'object' ? options : {}
    const forget = () => held.delete(listener)
    if (once) addEventListener.call(target, type, forget, { once: true })
    if (signal) addEventListener.call(signal, 'abort', forget, { once: true })
  }
  EventTarget.prototype.removeEventListener = function (
    this: EventTarget | undefined,
    type,
    callback,
    options,
  ) {
    const target = this ?? window
    removeEventListener.call(target, type, callback, options)
    const listener = find(target, type, callback, options)
    if (listener) held.delete(listener)
  }
  return {
    listeners: () => [...held].map(({ target, type }) => `${target.constructor.name} “${type}”`),
    /** The target has ended. */
    forget(target: EventTarget) {
      for (const listener of held) if (listener.target === target) held.delete(listener)
    },
  }
}

function watchWorkers(onEnd: (worker: Worker) => void): ReadonlySet<Worker> {
  const workers = new Set<Worker>()
  window.Worker = new Proxy(Worker, {
    construct(target, args: ConstructorParameters<typeof Worker>) {
      const worker = new target(...args)
      workers.add(worker)
      const terminate = worker.terminate.bind(worker)
      worker.terminate = () => {
        workers.delete(worker)
        onEnd(worker)
        terminate()
      }
      return worker
    },
  })
  return workers
}

function watchObjectUrls(): ReadonlySet<string> {
  const held = new Set<string>()
  const { createObjectURL, revokeObjectURL } = URL
  URL.createObjectURL = (source) => {
    const url = createObjectURL.call(URL, source)
    held.add(url)
    return url
  }
  URL.revokeObjectURL = (url) => {
    held.delete(url)
    revokeObjectURL.call(URL, url)
  }
  return held
}

function watchErrors(): readonly string[] {
  const errors: string[] = []
  const note = (event: Event) => {
    const details = event as Partial<ErrorEvent & PromiseRejectionEvent>
    errors.push(`${event.type}: ${details.message ?? String(details.reason)}`)
  }
  for (const type of ['error', 'unhandledrejection']) addEventListener.call(window, type, note)
  return errors
}
