import { expect, test } from 'vitest'
import { planFiles } from '../shared/files.ts'
import { planFaults } from './faults.ts'

test('faults › affect the same 24 of 200 files in every run', () => {
  const files = planFiles({ from: 'memory', count: 200, smallest: 1024, largest: 1024 })
  const faults = planFaults(files)
  const count = (fault: string) => [...faults.values()].filter((one) => one === fault).length
  expect(['busy', 'reset', 'expired', 'stalled'].map(count)).toEqual([10, 6, 6, 2])
  expect([...planFaults(files)]).toEqual([...faults])
})
