import type { Bytes } from '../../lib/bytes.ts'
import type { TransferResponse } from '../../model/upload-target.ts'

/** One request that carries a file's bytes. */
export type TransferRequest = {
  method: 'PUT' | 'POST'
  url: string
  /** Only these headers may be sent, since they are part of the signature. */
  headers: Record<string, string>
  /** The file or a slice of it. Small files are passed as bytes, alone or encoded in a form. */
  body: Blob | FormData | Bytes
  /** Size of the file's bytes, without the form's boundaries and fields. */
  size: number
  /** Called with the bytes of the file sent so far. */
  onProgress(sentBytes: number): void
  signal: AbortSignal
}

/**
 * Sends bytes. Resolves with the storage's response whatever its status; rejects with an `UploadError`: `aborted` when
 * the signal was aborted, `network` without a response.
 */
export type Transfer = (request: TransferRequest) => Promise<TransferResponse>
