import { allStored, asTheBestOf } from '../report/checks.ts'
import { maxOpen, preflights } from '../report/columns.ts'
import type { Check, Results, Scenario, Variant } from '../scenario.ts'

const [count, size, roundTripMs] = [500, 20 * 1024, 30]
const widths = [6, 24, 48, 96]

const fixed = (type: 'put' | 'post'): readonly Variant[] =>
  widths.map((concurrency) => ({
    name: `raw ${type.toUpperCase()}, ${concurrency}`,
    contender: 'raw',
    job: { type, concurrency },
  }))

const asTheBest = (results: Results, type: 'put' | 'post'): Check => {
  const names = fixed(type).map(({ name }) => name)
  return asTheBestOf(results, `ours ${type.toUpperCase()}, auto`, names, 1.2)
}

export const http2: Scenario = {
  name: 'http2',
  title: '500 files of 20 KiB to an HTTP/2 store, 30 ms away',
  conditions: 'TLS, 128 streams. The number in a name is that of concurrent requests; `auto` adapts it.',
  task: 'send',
  files: { from: 'memory', count, smallest: size, largest: size },
  network: { store: 'h2', roundTripMs },
  variants: [
    ...fixed('put'),
    { name: 'ours PUT, auto', contender: 'ours' },
    ...fixed('post'),
    { name: 'ours POST, auto', contender: 'ours', job: { type: 'post' } },
  ],
  columns: [preflights, maxOpen],
  check: (results) => [
    asTheBest(results, 'put'),
    asTheBest(results, 'post'),
    allStored(results, 'ours PUT, auto', count),
    allStored(results, 'ours POST, auto', count),
  ],
}
