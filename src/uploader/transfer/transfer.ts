import type { TransferResponse } from '../../model/upload-target.ts'

/** One request that carries a file's bytes. */
export type TransferRequest = {
  method: 'PUT' | 'POST'
  url: string
  /** Exactly these are sent, and nothing else: they are part of a signature. */
  headers: Record<string, string>
  /** The bytes themselves where they are few: a small file, alone or in a form. */
  body: Blob | FormData | Uint8Array<ArrayBuffer>
  /** The file's bytes, without what a form adds around them. */
  size: number
  /** File bytes that left so far. */
  onProgress(sentBytes: number): void
  signal: AbortSignal
}

/**
 * The port that bytes leave by. Resolves with the storage's answer whatever its status; rejects with an
 * `UploadError`: `aborted` when the signal ended it, `network` where no answer came.
 */
export type Transfer = (request: TransferRequest) => Promise<TransferResponse>
