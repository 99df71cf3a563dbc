import type { Disk } from './disk/disk.ts'
import type { Authenticated } from './signature/authenticate.ts'
import type { Keys } from './signature/signing-key.ts'
import type { S3Request } from './wire/request.ts'
import type { S3Response } from './wire/response.ts'

/** The dependencies of every operation. */
export type Store = { disk: Disk; keys: Keys; now: () => number; acceptsTruncatedBodies: boolean }

/** A request with a valid signature. */
export type AuthenticatedRequest = S3Request & Authenticated

export type Operation = (call: AuthenticatedRequest, store: Store) => S3Response | Promise<S3Response>
