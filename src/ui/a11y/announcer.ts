import { createSubscribable } from '../../lib/subscribable.ts'
import type { UploadTotals } from '../../uploader/progress.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import { announcer as english } from '../i18n/en/announcer.ts'
import type { AnnouncerMessages } from '../i18n/messages.ts'

/** An announcement about all uploads. */
export type Announcement =
  | { type: 'nothing' }
  | { type: 'started'; count: number }
  | { type: 'progress'; totals: UploadTotals }
  | { type: 'paused' }
  | { type: 'processing' }
  | { type: 'settled'; totals: UploadTotals }

const nothingToAnnounce: Announcement = { type: 'nothing' }

type Source = {
  totals(): UploadTotals
  subscribeAll(listener: () => void): () => void
}

type AnnouncementStep = {
  phase: 'idle' | 'moving' | 'paused' | 'processing' | 'settled'
  quarter: number
  totals: UploadTotals
}

// Changes within the delay become one announcement, and none follows so soon that the one before is interrupted.
const batchMs = 700
const minIntervalMs = 3_000

/**
 * Announces uploads in steps: when they begin, at each quarter of the bytes, when one failed, when all are waiting,
 * and once at the end. Runs while there are subscribers.
 *
 * @param initial the totals from which on changes are announced, which may be older than the announcer
 */
export function createAnnouncer(source: Source, initial = source.totals()) {
  let announcement = nothingToAnnounce
  let announced = initialStep(initial)
  let announcedAt = -Infinity
  let timer: ReturnType<typeof setTimeout> | undefined
  const listeners = createSubscribable(() => {
    const unsubscribe = source.subscribeAll(() => check())
    return () => {
      unsubscribe()
      clearTimeout(timer)
      timer = undefined
    }
  })

  function check(delayMs = batchMs) {
    if (timer !== undefined) return
    if (!shouldAnnounce(announced, stepOf(source.totals()))) return
    timer = setTimeout(announce, Math.max(delayMs, announcedAt + minIntervalMs - Date.now()))
  }

  function announce() {
    timer = undefined
    const step = stepOf(source.totals())
    if (!shouldAnnounce(announced, step)) return
    announcement = announcementOf(announced, step)
    announced = step
    announcedAt = Date.now()
    listeners.notify()
  }

  return {
    get: (): Announcement => announcement,
    subscribe(listener: () => void): () => void {
      const unsubscribe = listeners.subscribe(listener)
      check(0)
      return unsubscribe
    },
  }
}

const announcers = new WeakMap<Uploader, ReturnType<typeof createAnnouncer>>()

/** The announcer of an uploader: created once. */
export function getAnnouncer(uploader: Uploader, initial: UploadTotals): ReturnType<typeof createAnnouncer> {
  const cached = announcers.get(uploader)
  if (cached) return cached
  const announcer = createAnnouncer(uploader, initial)
  announcers.set(uploader, announcer)
  return announcer
}

/** Uploads that are in progress are still to be announced, settled ones are not. */
function initialStep(totals: UploadTotals): AnnouncementStep {
  const step = stepOf(totals)
  return step.phase === 'settled' ? step : { ...step, phase: 'idle' }
}

function stepOf(totals: UploadTotals): AnnouncementStep {
  return { phase: phaseOf(totals), quarter: Math.floor(totals.fraction * 4), totals }
}

function phaseOf({ status, counts }: UploadTotals): AnnouncementStep['phase'] {
  if (counts.total === 0) return 'idle'
  const unfinished = counts.total - counts.completed - counts.failed
  if (unfinished === 0) return 'settled'
  if (status === 'paused' || status === 'offline') return 'paused'
  if (status === 'processing' && counts.active === unfinished) return 'processing'
  return 'moving'
}

function shouldAnnounce(announced: AnnouncementStep, step: AnnouncementStep): boolean {
  const { counts } = step.totals
  const before = announced.totals.counts
  if (step.phase === 'settled') {
    // Removing uploads from the list is not announced.
    return (
      announced.phase !== 'settled' || counts.completed > before.completed || counts.failed > before.failed
    )
  }
  if (step.phase !== announced.phase) return true
  if (step.phase !== 'moving') return false
  return counts.total > before.total || step.quarter > announced.quarter || counts.failed > before.failed
}

function announcementOf(announced: AnnouncementStep, { phase, totals }: AnnouncementStep): Announcement {
  switch (phase) {
    case 'idle':
      return nothingToAnnounce
    case 'settled':
      return { type: 'settled', totals }
    case 'paused':
      return { type: 'paused' }
    case 'processing':
      return { type: 'processing' }
    case 'moving': {
      const { total, completed, failed } = totals.counts
      const isStart = announced.phase === 'idle' || announced.phase === 'settled'
      if (isStart || total > announced.totals.counts.total)
        return { type: 'started', count: total - completed - failed }
      return { type: 'progress', totals }
    }
    default:
      return phase satisfies never
  }
}

/** The text of an announcement, in the provider's language, else in English. */
export function formatAnnouncement(
  announcement: Announcement,
  overrides: Partial<AnnouncerMessages> | undefined,
  formatPercent: (fraction: number) => string,
): string {
  const messages = { ...english, ...overrides }
  switch (announcement.type) {
    case 'nothing':
      return ''
    case 'started':
      return messages.started(announcement.count)
    case 'progress': {
      const { fraction, counts } = announcement.totals
      return messages.progress({ percent: formatPercent(fraction), counts })
    }
    case 'paused':
      return messages.paused
    case 'processing':
      return messages.processing
    case 'settled':
      return messages.summary(announcement.totals.counts)
    default:
      return announcement satisfies never
  }
}
