import type { Job, Settled } from '../shared/job.ts'

/** Sends files; resolves when every one of them has settled. */
export type Send = (files: readonly File[]) => Promise<Settled>

/** Hashes files; hex in their order. */
export type Hash = (files: readonly File[]) => Promise<readonly string[]>

/** One way of uploading, made ready for a job before the clock starts. */
export type Contender = {
  send(job: Job): Promise<Send> | Send
  /** The same, with every file in a windowed React list below `root`. */
  list?(job: Job, root: HTMLElement): Promise<Send>
  /** Hashes the files, one after the other or as it sees fit. */
  hash?(job: Job): Promise<Hash> | Hash
  /** Sends one file in parts to nowhere, with every part looked at; pauses and goes on in between. */
  sink?(job: Job): Send
}
