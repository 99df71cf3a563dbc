import type { UploadTotals } from '../../uploader/progress.ts'

/** What is worth saying about all uploads. */
export type Announcement =
  | { say: 'nothing' }
  | { say: 'started'; count: number }
  | { say: 'progress'; totals: UploadTotals }
  | { say: 'paused' }
  | { say: 'processing' }
  | { say: 'ended'; totals: UploadTotals }

type Source = {
  totals(): UploadTotals
  subscribeAll(listener: () => void): () => void
}

type AnnouncementStep = {
  phase: 'idle' | 'moving' | 'paused' | 'processing' | 'ended'
  quarter: number
  totals: UploadTotals
}

// What happens together is told together, and nothing follows so close that the sentence before is cut short.
const batchMs = 700
const minIntervalMs = 3_000

/**
 * Tells of uploads in steps, for those who hear the page: when they begin, at each quarter of the bytes, when something
 * failed, when everything waits, and once at the end. Runs while somebody listens.
 */
export function createAnnouncer(source: Source, now: () => number = () => Date.now()) {
  let announcement: Announcement = { say: 'nothing' }
  let told: AnnouncementStep = stepOf(source.totals())
  let toldAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  let stop: (() => void) | undefined
  const listeners = new Set<() => void>()

  function look() {
    if (timer !== undefined) return
    if (!shouldAnnounce(told, stepOf(source.totals()))) return
    timer = setTimeout(tell, Math.max(batchMs, toldAt + minIntervalMs - now()))
  }

  function tell() {
    timer = undefined
    const step = stepOf(source.totals())
    if (!shouldAnnounce(told, step)) return
    announcement = announcementOf(told, step)
    told = step
    toldAt = now()
    for (const listener of listeners) listener()
  }

  return {
    get: (): Announcement => announcement,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      stop ??= source.subscribeAll(look)
      look()
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0) return
        stop?.()
        stop = undefined
        clearTimeout(timer)
        timer = undefined
      }
    },
  }
}

function stepOf(totals: UploadTotals): AnnouncementStep {
  return { phase: phaseOf(totals), quarter: Math.floor(totals.fraction * 4), totals }
}

function phaseOf({ status, counts }: UploadTotals): AnnouncementStep['phase'] {
  if (counts.total === 0) return 'idle'
  if (counts.completed + counts.failed === counts.total) return 'ended'
  if (status === 'paused' || status === 'offline') return 'paused'
  if (status === 'processing' && counts.active === counts.total - counts.completed - counts.failed)
    return 'processing'
  return 'moving'
}

/** Uploads that are not at their end yet. */
function countUnfinished({ counts }: UploadTotals): number {
  return counts.total - counts.completed - counts.failed
}

function shouldAnnounce(told: AnnouncementStep, step: AnnouncementStep): boolean {
  if (step.phase === 'ended') {
    const { completed, failed } = step.totals.counts
    const before = told.totals.counts
    // What is taken off the list is no news.
    return told.phase !== 'ended' || completed > before.completed || failed > before.failed
  }
  if (step.phase !== told.phase) return true
  if (step.phase !== 'moving') return false
  const isMore = step.totals.counts.total > told.totals.counts.total
  return isMore || step.quarter > told.quarter || step.totals.counts.failed > told.totals.counts.failed
}

function announcementOf(told: AnnouncementStep, step: AnnouncementStep): Announcement {
  const { phase, totals } = step
  switch (phase) {
    case 'idle':
      return { say: 'nothing' }
    case 'ended':
      return { say: 'ended', totals }
    case 'paused':
      return { say: 'paused' }
    case 'processing':
      return { say: 'processing' }
    case 'moving': {
      const isStart = told.phase === 'idle' || told.phase === 'ended'
      const isMore = totals.counts.total > told.totals.counts.total
      if (isStart || isMore) return { say: 'started', count: countUnfinished(totals) }
      return { say: 'progress', totals }
    }
    default:
      return phase satisfies never
  }
}
