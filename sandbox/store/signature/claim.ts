import type { ErrorCode } from '../wire/error-codes.ts'

/** What a request says about its own signature, read but not yet believed. */
export type Claim = {
  credential: string
  timestamp: string
  signedHeaders: readonly string[]
  signature: string
  payloadHash: string
  /** Only a presigned URL says how long it is good for. */
  expiresInSeconds?: number
  /** What S3 calls a mistake in this place. */
  malformed: ErrorCode
}
