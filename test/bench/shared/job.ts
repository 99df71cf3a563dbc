import type { FilesPlan } from './files.ts'

/** What a page is asked to do, once. */
export type Job = {
  task: 'send' | 'list' | 'hash' | 'sink'
  files: FilesPlan
  type: 'put' | 'post' | 'multipart'
  /** Bytes of a part. */
  partSize: number
  /** Requests at once; `auto` leaves it to the contender. */
  concurrency: number | 'auto'
  /** Whether hand-written XHR listens to the upload's progress. The others do as they do. */
  listens: boolean
  /** Whether failures are tried again, where that is an option. */
  retries: boolean
  /** Which of two ways of hashing hand-written code takes. */
  digest: 'subtle' | 'wasm'
}

/** How many files a contender says it brought there, and what went wrong first, in its own words. */
export type Settled = { completed: number; failed: number; error?: string }

/** What a page saw. */
export type Seen = Settled & {
  /** From the call to the last file settled. */
  ms: number
  /** From the call to the painted list. */
  listMs?: number
  /** Longest task of the main thread; browsers report tasks of 50 ms and more. */
  maxTaskMs: number
  commits: number
  /** Heap before the call, at its highest, and after it with everything still shown; the first and last after a collection. */
  heapMb: { before: number; peak: number; after: number }
  /** Hex digests in the files' order. */
  digests?: readonly string[]
}

/** What the signing API hands out for one file. */
export type ApiTarget = { url: string; fields?: Record<string, string> }
