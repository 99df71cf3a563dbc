import { expect, test } from 'vitest'
import { readOptions } from './options.ts'
import { scenarios } from './scenarios/all.ts'

test('bench options › run and record all scenarios by default, except those that must be named', () => {
  const options = readOptions([], scenarios)
  expect(options.scenarios.map(({ name }) => name)).not.toContain('huge-file-sent')
  expect(options.writes).toBe(true)
})

test('bench options › select scenarios by name, which are only printed', () => {
  const options = readOptions(
    ['--only', 'huge-file-sent,parts', '--contenders', 'raw,ours', '--runs', '3'],
    scenarios,
  )
  expect(options.scenarios.map(({ name }) => name)).toEqual(['parts', 'huge-file-sent'])
  expect(options).toMatchObject({ contenders: ['raw', 'ours'], rounds: 3, writes: false })
})

test('bench options › report unknown arguments', () => {
  expect(() => readOptions(['--only', 'part'], scenarios)).toThrow(
    /--only knows no "part"; it knows one-file/,
  )
  expect(() => readOptions(['--runs', 'many'], scenarios)).toThrow(/--runs many/)
})
