import { randomUUID } from 'node:crypto'
import { planFiles, type FilesPlan } from '../shared/files.ts'
import type { Network } from '../shared/network.ts'
import { planFaults, type Fault } from './faults.ts'
import { createRequestLog } from './request-log.ts'

/** A multipart upload at the store. */
export type Parts = { name: string; partSize: number; sizes: Map<number, number> }

/** What lasts from one contender's first request to its last. */
export function createRun(network: Network, plan: FilesPlan) {
  const files = planFiles(plan)
  const faults: ReadonlyMap<string, Fault> = network.hasFaults ? planFaults(files) : new Map()
  const expired = new Set<string>()
  const attempts = new Map<string, number>()
  const signed = new Set<string>()

  return {
    network,
    log: createRequestLog(files),
    uploads: new Map<string, Parts>(),
    faultOf: (name: string): Fault | undefined => faults.get(name),
    isExpired: (nonce: string): boolean => expired.has(nonce),
    /** What makes a URL one of its kind. */
    sign(name: string): string {
      const nonce = randomUUID()
      if (faults.get(name) === 'expired' && !signed.has(name)) expired.add(nonce)
      signed.add(name)
      return nonce
    },
    /** How often this file was tried before. */
    attempt(name: string): number {
      const before = attempts.get(name) ?? 0
      attempts.set(name, before + 1)
      return before
    },
  }
}

export type Run = ReturnType<typeof createRun>
