// Not watched.
export const { addEventListener, removeEventListener } = EventTarget.prototype

declare global {
  interface Window {
    /** The build wraps dynamic imports in it. */
    trackImport?: <T>(code: Promise<T>) => Promise<T>
  }
}

/** Something that this page waits for. */
export type Work = { label: string; abort?: (() => void) | undefined }

/** Watches work that this page waits for: requests, bodies of responses, code, reads of files, transactions. */
export function watchRequests() {
  const works = new Set<Work>()
  let failures = 0

  async function track<T>(label: string, promise: Promise<T>): Promise<T> {
    const work = { label }
    works.add(work)
    return promise.finally(() => works.delete(work))
  }

  watchFetch(track, () => failures++)
  watchUploads(works, () => failures++)
  watchDatabases(track)
  window.trackImport = (code) => track('code', code)
  const { arrayBuffer } = Blob.prototype
  Blob.prototype.arrayBuffer = function () {
    return track('read of a file', arrayBuffer.call(this))
  }

  return {
    pending: () => [...works],
    /** Requests that have failed without a response. */
    failures: () => failures,
    /** Aborts the uploads that are in flight, as a browser does when the computer goes to sleep. */
    abortUploads() {
      for (const { abort } of [...works]) abort?.()
    },
  }
}

type Track = <T>(label: string, promise: Promise<T>) => Promise<T>

const withoutQuery = (url: string) => url.replace(/\?.*/, '')

function watchFetch(track: Track, onFailure: () => void) {
  const { fetch } = window
  window.fetch = async (input, init) => {
    const label = `request to ${withoutQuery(input instanceof Request ? input.url : String(input))}`
    try {
      const response = await track(label, fetch(input, init))
      if (response.body) void track(`response of ${label}`, untilRead(response))
      return response
    } catch (error) {
      onFailure()
      throw error
    }
  }
}

/** Resolves when the body of a response was read. */
function untilRead(response: Response): Promise<void> {
  return new Promise((resolve) => {
    const { text } = response
    response.text = async () => text.call(response).finally(resolve)
  })
}

function watchUploads(works: Set<Work>, onFailure: () => void) {
  const { open, send } = XMLHttpRequest.prototype
  const urls = new WeakMap<XMLHttpRequest, string>()
  XMLHttpRequest.prototype.open = function (method: string, url: string | URL) {
    urls.set(this, withoutQuery(String(url)))
    open.call(this, method, url, true)
  }
  XMLHttpRequest.prototype.send = function (body) {
    const work: Work = { label: `upload to ${urls.get(this)}`, abort: () => this.abort() }
    works.add(work)
    const onEnd = ({ type }: Event) => {
      works.delete(work)
      if (type !== 'load') onFailure()
    }
    for (const type of ['load', 'error', 'abort', 'timeout']) addEventListener.call(this, type, onEnd)
    send.call(this, body)
  }
}

function watchDatabases(track: Track) {
  const { transaction } = IDBDatabase.prototype
  IDBDatabase.prototype.transaction = function (...args) {
    const started = transaction.apply(this, args)
    const ended = new Promise<void>((resolve) => {
      for (const type of ['complete', 'abort']) addEventListener.call(started, type, () => resolve())
    })
    void track('transaction', ended)
    return started
  }
}
