import type { UploadError } from '../errors.ts'
import type { UploadStatus } from './upload.ts'

/** What an upload took, from the first attempt to its end. */
export type UploadStats = {
  /** Requests that carried bytes. */
  attempts: number
  /** Bytes that left, again and again where they had to. */
  sentBytes: number
  /** How many of them had left before. */
  resentBytes: number
  /** URLs that were signed anew because the first had died, or would have. */
  urlRefreshes: number
  /** Failures that passed. */
  failures: readonly UploadError[]
  /** What worked, but not as it should: a bucket whose CORS rules hide the `ETag`, say. */
  warnings: readonly UploadError[]
  startedAt: Date
  endedAt: Date
  /** Each status as it came. */
  timeline: readonly { status: UploadStatus; at: Date }[]
}

/** Writes down what an upload takes. */
export type UploadStatsRecorder = ReturnType<typeof createUploadStats>

// A line that breaks for days must not fill the memory.
const maxEntries = 100

// Ten thousand receipts of nothing share one.
const nothing: readonly never[] = []
const copy = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? nothing : [...list])

let latest = new Date()

/** The time, in one object for all who ask within a millisecond: the books of ten thousand uploads say little else. */
function timeNow(): Date {
  const now = Date.now()
  if (now !== latest.getTime()) latest = new Date(now)
  return latest
}

/** An upload's book. */
export function createUploadStats() {
  const startedAt = timeNow()
  const failures: UploadError[] = []
  const warnings: UploadError[] = []
  const timeline: { status: UploadStatus; at: Date }[] = []
  let attempts = 0
  let sentBytes = 0
  let resentBytes = 0
  let urlRefreshes = 0
  // How much of each body had left before, by where it begins in the file; most files are one body.
  let leftOfFirst = 0
  let leftOfOthers: Map<number, number> | undefined
  const keep = <T>(list: T[], item: T) => {
    list.push(item)
    if (list.length > maxEntries) list.shift()
  }
  return {
    attempt() {
      attempts++
    },
    /** More of one attempt's body has left: of the body that begins at `start`, the bytes from `from` to `to`. */
    sent(start: number, from: number, to: number) {
      const before = start === 0 ? leftOfFirst : (leftOfOthers?.get(start) ?? 0)
      sentBytes += to - from
      resentBytes += Math.max(0, Math.min(to, before) - from)
      if (to <= before) return
      if (start === 0) leftOfFirst = to
      else (leftOfOthers ??= new Map()).set(start, to)
    },
    resign() {
      urlRefreshes++
    },
    failure: (error: UploadError) => {
      keep(failures, error)
    },
    /** Whether it is news: every part of an upload may say the same. */
    notice(error: UploadError): boolean {
      if (warnings.some(({ code }) => code === error.code)) return false
      keep(warnings, error)
      return true
    },
    status(status: UploadStatus) {
      keep(timeline, { status, at: timeNow() })
    },
    stats(): UploadStats {
      return {
        attempts,
        sentBytes,
        resentBytes,
        urlRefreshes,
        failures: copy(failures),
        warnings: copy(warnings),
        startedAt,
        endedAt: timeNow(),
        timeline: copy(timeline),
      }
    },
  }
}
