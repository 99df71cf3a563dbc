import { abortedError, toUploadError, UploadError } from '../errors.ts'
import type { Backend } from '../backends/backend.ts'
import type { SignedUpload, UploadIntent } from '../model/upload-target.ts'
import { urlExpiry } from '../http/url-expiry.ts'

// A URL with less to live than this is not started on: it might die before the request reaches the store.
const shortestLifeMs = 30_000

type Member = {
  intent: UploadIntent
  settle(result: SignedUpload | UploadError): void
  /** The whole call failed. */
  fail(error: UploadError): void
}
type Asking = Member & { signal: AbortSignal }

/**
 * Signs for whoever has a slot, in batches: one call takes all that ask in the same tick and, up to the
 * backend's batch size, the next in the queue, whose targets are kept until their turn comes.
 */
export function createSignQueue(backend: Backend, upcoming: () => Iterable<UploadIntent>) {
  const batchSize = backend.signBatchSize ?? 1
  let wanted: Asking[] = []
  // `undefined` where the call failed for all: whoever's turn comes asks again.
  const ahead = new Map<string, Promise<SignedUpload | UploadError | undefined>>()

  /** The next in the queue that nobody has signed yet, as many as the call still takes. */
  function nextInQueue(asking: readonly Member[]): readonly Member[] {
    const asked = new Set(asking.map(({ intent }) => intent.uploadId))
    const next: Member[] = []
    for (const intent of upcoming()) {
      if (asking.length + next.length >= batchSize) break
      const { uploadId } = intent
      if (asked.has(uploadId) || ahead.has(uploadId)) continue
      const signed = new Promise<SignedUpload | UploadError | undefined>((settle) => {
        const fail = () => {
          settle(undefined)
        }
        next.push({ intent, settle, fail })
      })
      ahead.set(uploadId, signed)
    }
    return next
  }

  async function signBatch() {
    const asking = wanted.slice(0, batchSize)
    wanted = wanted.slice(batchSize)
    if (wanted.length > 0) void signBatch()
    const members = [...asking, ...nextInQueue(asking)]
    const signal = whenAllAborted(asking.map((member) => member.signal))
    try {
      const intents = members.map(({ intent }) => intent)
      const results = await backend.sign(intents, { signal })
      members.forEach(({ settle }, place) => {
        settle(results[place] ?? new UploadError('invalid-response', 'The backend did not sign every file.'))
      })
    } catch (thrown) {
      const error = toUploadError(thrown, 'server-error', 'The upload could not be signed. Try again.')
      for (const { fail } of members) fail(error)
    }
  }

  function ask(intent: UploadIntent, signal: AbortSignal): Promise<SignedUpload | UploadError> {
    if (wanted.length === 0) queueMicrotask(() => void signBatch())
    return new Promise((settle) => wanted.push({ intent, signal, settle, fail: settle }))
  }

  return {
    /** A target that has yet some time to live. Rejects with an `UploadError`. */
    async sign(intent: UploadIntent, signal: AbortSignal): Promise<SignedUpload> {
      const early = ahead.get(intent.uploadId)
      const signed = await orAborted(early, signal)
      ahead.delete(intent.uploadId)
      const fresh = signed instanceof UploadError || (signed && lifeMs(signed) > shortestLifeMs)
      const result = fresh ? signed : await orAborted(ask(intent, signal), signal)
      if (result instanceof UploadError) throw result
      return result
    },
    /** Forgets a target that was signed ahead. */
    forget(uploadId: string) {
      ahead.delete(uploadId)
    },
  }
}

function orAborted<T>(promise: T | Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      reject(abortedError(signal.reason))
    }
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    void Promise.resolve(promise).then((value) => {
      signal.removeEventListener('abort', stop)
      resolve(value)
    })
  })
}

function lifeMs({ target }: SignedUpload): number {
  if (target.via === 'none' || target.via === 'parts') return Infinity
  const expiry = urlExpiry(target.url, target.expiresAt)
  return expiry ? expiry.getTime() - Date.now() : Infinity
}

/** Ends when the last of those who wait has gone: one cancelled file must not end the others' call. */
function whenAllAborted(signals: readonly AbortSignal[]): AbortSignal {
  const controller = new AbortController()
  const check = () => {
    if (signals.every(({ aborted }) => aborted)) controller.abort(signals[0]?.reason)
  }
  for (const signal of signals) signal.addEventListener('abort', check, { once: true })
  check()
  return controller.signal
}
