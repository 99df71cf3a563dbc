import type { Backend } from '../backends/backend.ts'
import type { Network } from './network.ts'
import type { UploadStorage } from './resume/record.ts'
import type { RetryOptions } from './retry-policy.ts'
import type { Transfer } from './transfer/transfer.ts'

/** What an engine is made of. */
export type UploaderOptions = {
  backend: Backend
  /**
   * Transfers at once; `'auto'` starts at 5 and finds how many carry the most, which is more over HTTP/2.
   * @default 5, since browsers open six connections to a host over HTTP/1.1
   */
  concurrency?: number | 'auto' | undefined
  /** How failures that may pass are dealt with. @default again for five minutes */
  retry?: RetryOptions | undefined
  /** How bytes leave. @default by `XMLHttpRequest` */
  transfer?: Transfer | undefined
  /** Where uploads in parts are remembered across reloads; `null` for nowhere. @default IndexedDB */
  storage?: UploadStorage | null | undefined
  /** Whether there is a network. @default the browser's word for it */
  network?: Network | undefined
}
