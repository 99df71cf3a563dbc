import { expect, test } from 'vitest'
import { readOptions } from './options.ts'
import { scenarios } from './scenarios/all.ts'

test('without a word everything runs that need not be named, and is written down', () => {
  const options = readOptions([], scenarios)
  expect(options.scenarios.map(({ name }) => name)).not.toContain('huge-file-sent')
  expect(options.writes).toBe(true)
})

test('a part of it is chosen by name, and only shown', () => {
  const options = readOptions(
    ['--only', 'huge-file-sent,parts', '--contenders', 'raw,ours', '--runs', '3'],
    scenarios,
  )
  expect(options.scenarios.map(({ name }) => name)).toEqual(['parts', 'huge-file-sent'])
  expect(options).toMatchObject({ contenders: ['raw', 'ours'], rounds: 3, writes: false })
})

test('what it does not know, it says', () => {
  expect(() => readOptions(['--only', 'part'], scenarios)).toThrow(
    /--only knows no "part"; it knows one-file/,
  )
  expect(() => readOptions(['--runs', 'many'], scenarios)).toThrow(/--runs many/)
})
