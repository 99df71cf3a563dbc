import type { Backend } from '../backends/backend.ts'
import type { Network } from '../lib/network.ts'
import type { UploadStorage } from './resume/record.ts'
import type { RetryOptions } from './retry-policy.ts'
import type { Transfer } from './transfer/transfer.ts'

/** Options of `createUploader`. */
export type UploaderOptions = {
  backend: Backend
  /**
   * Maximum of concurrent transfers. `'auto'` starts at 5 and adapts to the measured throughput, which is highest with
   * many more over HTTP/2.
   * @default 5, since browsers open six connections to a host over HTTP/1.1
   */
  concurrency?: number | 'auto' | undefined
  /** How transient errors are retried. @default for five minutes */
  retry?: RetryOptions | undefined
  /** Sends the bytes. @default by `XMLHttpRequest` */
  transfer?: Transfer | undefined
  /** Where multipart uploads are stored to survive a reload; `null` to disable. @default IndexedDB */
  storage?: UploadStorage | null | undefined
  /** Whether there is a network. @default `navigator.onLine` and its events */
  network?: Network | undefined
}
