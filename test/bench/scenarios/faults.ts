import { allStored, atMostTimes, always } from '../report/checks.ts'
import { again, preflights } from '../report/columns.ts'
import type { Scenario } from '../scenario.ts'

const [count, size] = [200, 256 * 1024]
const job = { retries: true }

export const faults: Scenario = {
  name: 'faults',
  title: '200 files of 256 KiB; 24 of them fail at first',
  conditions:
    'Ten get 503 with `Retry-After: 1`, six lose their connection in the middle of the body, six have an expired URL, two never get a response. 30 ms away. The same files in every run. better-upload is set to three retries.',
  task: 'send',
  files: { from: 'memory', count, smallest: size, largest: size },
  network: { store: 'h1', roundTripMs: 30, hasFaults: true },
  rounds: 3,
  limitMs: 90_000,
  variants: [
    { name: 'raw with retry', contender: 'raw', job: { ...job, listens: true } },
    { name: 'ours', contender: 'ours', job },
    { name: 'Uppy', contender: 'uppy', job, rounds: 1, limitMs: 30_000 },
    { name: 'better-upload', contender: 'better-upload', job, rounds: 1, limitMs: 30_000 },
    { name: 'uploady', contender: 'uploady', job, rounds: 1, limitMs: 30_000 },
  ],
  columns: [{ title: 'failed, it says', of: ({ seen }) => seen.failed }, again, preflights],
  check: (results) => [
    atMostTimes(results, 'ours', 'raw with retry', 1.3),
    allStored(results, 'ours', count),
    always(results, 'ours', 'comes to an end', ({ ms }) => ms !== undefined),
  ],
}
