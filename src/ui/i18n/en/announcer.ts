import type { AnnouncerMessages } from '../messages.ts'
import { files, summary } from './words.ts'

/** English texts of the live region. */
export const announcer: AnnouncerMessages = {
  started: (count) => `Uploading ${files(count)}`,
  progress: ({ percent, counts }) => (counts.total === 1 ? percent : `${percent}, ${summary(counts)}`),
  paused: 'Uploads paused',
  processing: 'Processing',
  summary,
}
