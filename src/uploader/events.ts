import type { UploadError } from '../errors.ts'
import { createSubscribable } from '../lib/subscribable.ts'
import type { Upload, UploadStatus } from './upload.ts'

/** An event of an uploader. */
export type UploadEvent =
  | { type: 'added'; uploads: readonly Upload[] }
  | { type: 'status'; upload: Upload; previous: UploadStatus }
  /** A problem that did not stop the upload; the error says what to fix. */
  | { type: 'warning'; upload: Upload; error: UploadError }
  | { type: 'removed'; uploads: readonly Upload[] }

/** Called with the uploader's events. An error that it throws is reported and does not stop other listeners. */
export type UploadListener = (event: UploadEvent) => void

/** The event emitter of an uploader. Events are queued: an event that a listener causes follows the current one. */
export function createEvents() {
  const listeners = createSubscribable<UploadEvent>()
  const queue: UploadEvent[] = []
  let isEmitting = false
  return {
    emit(event: UploadEvent) {
      if (listeners.size === 0) return
      queue.push(event)
      if (isEmitting) return
      isEmitting = true
      for (let next = queue.shift(); next; next = queue.shift()) listeners.notify(next)
      isEmitting = false
    },
    on: listeners.subscribe,
  }
}
