import { expect, test } from 'vitest'
import { createFormat } from '../../../src/ui/i18n/format.ts'

const english = createFormat('en')
const german = createFormat('de')

test('format › writes bytes and speeds in a suitable unit of the locale', () => {
  expect([0, 1, 999, 1000, 1550, 12_400_000, 5e9].map(english.bytes)).toEqual([
    '0 bytes',
    '1 byte',
    '999 bytes',
    '1 kB',
    '1.6 kB',
    '12 MB',
    '5 GB',
  ])
  expect(german.bytes(1_550_000)).toBe('1,6 MB')
  expect(english.speed(3_400_000)).toBe('3.4 MB/s')
})

test('format › rounds percentages down, so that 100% means complete', () => {
  expect([0, 0.005, 0.45, 0.999, 1].map(english.percent)).toEqual(['0%', '0%', '45%', '99%', '100%'])
})

test('format › writes durations of at least one second', () => {
  expect([0, 0.4, 59, 60, 61, 3600, 5400].map(english.duration)).toEqual([
    '1 sec',
    '1 sec',
    '59 sec',
    '1 min',
    '2 min',
    '1 hr',
    '1.5 hr',
  ])
})

test('format › omits hours from short timecodes', () => {
  expect([0, 65.9, 3_723].map(english.timecode)).toEqual(['0:00', '1:05', '1:02:03'])
})
