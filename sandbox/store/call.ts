import type { Authenticated } from './signature/authenticate.ts'
import type { Incoming } from './wire/incoming.ts'

/** A request that somebody with the right keys has signed. */
export type Call = Incoming & Authenticated
