import type { UploadError } from '../errors.ts'
import type { UploadStatus } from './upload.ts'

/** Counters and timestamps of an upload, from its first attempt to its end. */
export type UploadStats = {
  /** Requests that carried bytes. */
  attempts: number
  /** Bytes that were sent, including those that were sent again. */
  sentBytes: number
  /** Bytes of `sentBytes` that had been sent before. */
  resentBytes: number
  /** URLs that were signed again because the first had expired, or was about to. */
  urlRefreshes: number
  /** Errors of failed attempts. */
  failures: readonly UploadError[]
  /** Problems that did not stop the upload: CORS rules that do not expose the `ETag`, for example. */
  warnings: readonly UploadError[]
  startedAt: Date
  endedAt: Date
  /** Each status and when it began. */
  timeline: readonly { status: UploadStatus; at: Date }[]
}

/** Counts and times an upload. */
export type UploadStatsRecorder = ReturnType<typeof createUploadStats>

// A connection that breaks for days must not fill the memory.
const maxEntries = 100

// Ten thousand empty lists share one array.
const nothing: readonly never[] = []
const copy = <T>(list: readonly T[]): readonly T[] => (list.length === 0 ? nothing : [...list])

let latest = new Date()

/** The time, as one object per millisecond: the statistics of ten thousand uploads consist of little else. */
function timeNow(): Date {
  const now = Date.now()
  if (now !== latest.getTime()) latest = new Date(now)
  return latest
}

/** The statistics of one upload, while it runs. */
export function createUploadStats() {
  const startedAt = timeNow()
  const failures: UploadError[] = []
  const warnings: UploadError[] = []
  const timeline: { status: UploadStatus; at: Date }[] = []
  let attempts = 0
  let sentBytes = 0
  let resentBytes = 0
  let urlRefreshes = 0
  // How much of each body had been sent before, by where it begins in the file; most files are one body.
  let maxSentOfFirst = 0
  let maxSentOfOthers: Map<number, number> | undefined
  const keep = <T>(list: T[], item: T) => {
    list.push(item)
    if (list.length > maxEntries) list.shift()
  }
  return {
    attempt() {
      attempts++
    },
    /** Bytes `from` to `to` of the body that begins at `start` have been sent. */
    sent(start: number, from: number, to: number) {
      const before = start === 0 ? maxSentOfFirst : (maxSentOfOthers?.get(start) ?? 0)
      sentBytes += to - from
      resentBytes += Math.max(0, Math.min(to, before) - from)
      if (to <= before) return
      if (start === 0) maxSentOfFirst = to
      else (maxSentOfOthers ??= new Map()).set(start, to)
    },
    urlRefresh() {
      urlRefreshes++
    },
    failure: (error: UploadError) => {
      keep(failures, error)
    },
    /** Whether it is the first of its kind: every part of an upload may have the same warning. */
    warning(error: UploadError): boolean {
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
