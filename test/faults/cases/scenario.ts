import type { UploadErrorCode } from '../../../src/errors.ts'
import type { FaultPoint, FaultRule } from '../../support/fault-rules.ts'
import type { World } from '../run/world.ts'

/** How the bytes reach the store; `api` sends them in a form to the backend's own API, as Assured's does. */
export const methods = ['put', 'post', 'multipart', 'api'] as const
export type Method = (typeof methods)[number]

/**
 * Where a fault happens. `sign`, `sign-part`, `confirm` and `processing` are requests of the API before they are handled;
 * `signed` and `confirmed` are their responses. The others are points of the request that carries the bytes.
 */
export const phases = [
  'sign',
  'signed',
  'sign-part',
  'first-byte',
  'middle',
  'last-byte',
  'response',
  'confirm',
  'confirmed',
  'processing',
] as const
export type Phase = (typeof phases)[number]

export type BrowserName = 'chromium' | 'firefox'

/** The request that a fault is about, and the point of it. */
export type FaultyRequest = { server: 'api' | 'store'; match: string; at: FaultPoint }

/** How an upload ends: `completed` means with the right bytes. */
export type End = 'completed' | 'cancelled' | UploadErrorCode

/** How an upload must end. */
export type Expectation = {
  /** One of these, where timing or the browser decides. */
  ends: readonly End[]
  /** Why it cannot be survived. */
  because?: string | undefined
  /** How much may be left at the store beside the file, and why. */
  leaves?: { objects?: number; uploads?: number; because: string } | undefined
}

/** Options of an upload and its page. */
export type CaseOptions = {
  /** Bytes. @default by the method */
  size: number
  /** Milliseconds that an upload may fail. @default 60_000 */
  maxElapsedMs: number
  /** How the page's IndexedDB fails. @default not */
  storage: 'full' | 'refused' | 'silent'
  /** Whether requests pass a service worker. @default false */
  hasServiceWorker: boolean
  /** Whether the file lies on the disk, in place of the memory. @default false */
  isOnDisk: boolean
  /** Whether the case ends with a failure. @default false: the user tries again, or removes the upload */
  isLast: boolean
}

/** A kind of fault: one entry of the matrix. */
export type Fault = {
  /** In the names of cases. */
  name: string
  /** In the table. */
  title: string
  phases: readonly Phase[]
  /** @default all */
  methods?: readonly Method[] | undefined
  /** @default both */
  browsers?: readonly BrowserName[] | undefined
  /** Rules of the proxy that the request passes. */
  rules?: ((request: FaultyRequest) => readonly FaultRule[]) | undefined
  /** Runs beside the upload. */
  during?: ((world: World) => Promise<void>) | undefined
  expect(scenario: Scenario): Expectation
  options?: Partial<CaseOptions> | undefined
}

/** One case of the matrix. */
export type Scenario = {
  /** `method/phase/fault`, with the action after a failure where there are two. */
  name: string
  method: Method
  phase: Phase
  fault: Fault
  browser: BrowserName
  request: FaultyRequest
  /** What the user does after a failure, once the fault is gone. */
  afterwards: 'retry' | 'remove'
}
