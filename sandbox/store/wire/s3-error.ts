import { errorCodes } from './error-codes.ts'
import type { ErrorCode } from './error-codes.ts'

/** A refusal as S3 words it; `details` become elements of the XML body. */
export class S3Error extends Error {
  override readonly name = 'S3Error'
  readonly code: ErrorCode
  readonly status: number
  readonly details: Readonly<Record<string, string | number>>

  constructor(code: ErrorCode, details: Readonly<Record<string, string | number>> = {}, message?: string) {
    const [status, text] = errorCodes[code]
    super(message ?? text)
    this.code = code
    this.status = status
    this.details = details
  }
}
