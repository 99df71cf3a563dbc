import type { UploadError } from '../errors.ts'
import type { Upload, UploadStatus } from './upload.ts'

/** What the engine tells of itself, in the order in which it happened. */
export type UploadEvent =
  | { type: 'added'; uploads: readonly Upload[] }
  | { type: 'status'; upload: Upload; previous: UploadStatus }
  /** It works, but not as it should; the error says what to set right. */
  | { type: 'warning'; upload: Upload; error: UploadError }
  | { type: 'removed'; uploads: readonly Upload[] }

/** Hears the engine's events; what it throws is reported and harms nobody. */
export type UploadListener = (event: UploadEvent) => void

/** The listeners of an engine. */
export function createEvents() {
  const listeners = new Set<UploadListener>()
  return {
    emit(event: UploadEvent) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          reportError(error)
        }
      }
    },
    listen(listener: UploadListener): () => void {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
