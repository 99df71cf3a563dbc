import type { HashAlgorithm } from './hash-algorithm.ts'

export type ToWorker = { type: 'hash'; source: Blob; algorithm: HashAlgorithm } | { type: 'cancel' }

/** How a worker's work on a file ended. */
export type WorkerAnswer =
  | { type: 'digest'; digest: string }
  | { type: 'cancelled' }
  /** The file's fault: it would fail anywhere. Not every browser can send a DOMException. */
  | { type: 'unreadable'; name: string; message: string }
  /** The worker's fault: another thread may be allowed what it lacks. */
  | { type: 'unable' }

export type FromWorker = { type: 'alive' } | { type: 'progress'; hashedBytes: number } | WorkerAnswer
