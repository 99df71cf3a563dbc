import type { PlannedFile } from '../shared/files.ts'

/** What the server saw of a run. */
export type Report = {
  /** Files that are there, whole and right. */
  stored: number
  /** Files or parts that arrived with other bytes than they should have. */
  wrong: number
  /** Files or parts that were sent again although the server had said that it has them. */
  again: number
  preflights: number
  /** Calls of the signing API. */
  calls: number
  maxOpen: number
}

/** The books of one run: kept where the bytes arrive, not where they are said to have been sent. */
export function createRequestLog(files: readonly PlannedFile[]) {
  const sizes = new Map(files.map(({ name, size }) => [name, size]))
  const finished = new Set<string>()
  const stored = new Set<string>()
  const report = { wrong: 0, again: 0, preflights: 0, calls: 0, maxOpen: 0 }
  let open = 0

  return {
    sizeOf: (name: string): number | undefined => sizes.get(name),
    preflight() {
      report.preflights++
    },
    call() {
      report.calls++
    },
    opened() {
      open++
      report.maxOpen = Math.max(report.maxOpen, open)
    },
    closed() {
      open--
    },
    /** A request's bytes are in: `piece` names the file, or one part of it. */
    arrived(piece: string, isRight: boolean) {
      if (finished.has(piece)) report.again++
      if (!isRight) report.wrong++
    },
    /** The server says so now. */
    responded(piece: string) {
      finished.add(piece)
    },
    store(name: string) {
      stored.add(name)
    },
    report: (): Report => ({ stored: stored.size, ...report }),
  }
}
