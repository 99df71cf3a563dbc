import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  formatTimecode,
  frameSeconds,
  matchFrame,
  nearestFrame,
  parseTimecode,
  timecodeDecimals,
} from '../../../src/ui/gallery/frame-times.ts'

describe('formatTimecode', () => {
  test.each([
    [0, 0, '0:00'],
    [12.9, 0, '0:12'],
    [83, 0, '1:23'],
    [3723, 0, '1:02:03'],
    [3723.26, 1, '1:02:03.3'],
    [59.996, 2, '1:00.00'],
    // 10 × 0.3 is 3.0000000000000004, and other multiples fall just below a whole second.
    [0.30000000000000004 * 10, 0, '0:03'],
    [2.9999999999, 0, '0:03'],
    [-1, 0, '0:00'],
  ] as const)('%d s with %d decimals reads %s', (seconds, decimals, timecode) => {
    expect(formatTimecode(seconds, decimals)).toBe(timecode)
  })
})

describe('parseTimecode', () => {
  test.each([
    ['83', 83],
    ['1:23', 83],
    ['1:', 60],
    ['1:02:03', 3723],
    ['0:06.5', 6.5],
    ['0:06,5', 6.5],
    [':', undefined],
    ['1:2:3:4', undefined],
    ['1m', undefined],
  ])('%s is %s s', (text, seconds) => {
    expect(parseTimecode(text)).toBe(seconds)
  })

  test('reads what formatTimecode writes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 360_000 }), (hundredths) => {
        expect(parseTimecode(formatTimecode(hundredths / 100, 2))).toBeCloseTo(hundredths / 100, 6)
      }),
    )
  })
})

describe('timecodeDecimals', () => {
  test.each([
    [10, 0],
    [1, 0],
    [0.5, 1],
    [1 / 60, 2],
  ])('frames %d s apart need %d decimals', (interval, decimals) => {
    expect(timecodeDecimals([0, interval, 2 * interval])).toBe(decimals)
  })

  test('is 0 without two known times', () => {
    expect(timecodeDecimals([])).toBe(0)
    expect(timecodeDecimals([undefined, 3])).toBe(0)
  })
})

describe('frameSeconds', () => {
  const frame = { index: 50, url: 'https://images.invalid/50.jpg' }

  test('prefers the time from the backend', () => {
    const position = { index: 1, count: 4, isSparse: false }
    expect(frameSeconds({ ...frame, atSeconds: 7 }, position, { duration: 8 })).toBe(7)
  })

  test('uses the frame rate if indexes count the frames of the video', () => {
    const position = { index: 1, count: 3, isSparse: true }
    expect(frameSeconds(frame, position, { fps: 25, duration: 8 })).toBe(2)
    expect(frameSeconds(undefined, position, { fps: 25, duration: 8 })).toBeUndefined()
  })

  test('divides the duration evenly otherwise', () => {
    const position = { index: 1, count: 4, isSparse: false }
    expect(frameSeconds(undefined, position, { duration: 8 })).toBe(2)
    expect(frameSeconds(undefined, position, undefined)).toBeUndefined()
  })
})

describe('nearestFrame', () => {
  test('skips frames without a time', () => {
    const frames = [0, 2, undefined, 6].map((atSeconds, index) => ({ index, atSeconds }))
    expect(nearestFrame(frames, 4.5)).toBe(3)
    expect(nearestFrame(frames, 3)).toBe(1)
    expect(nearestFrame([{ index: 0, atSeconds: undefined }], 3)).toBeUndefined()
  })
})

describe('matchFrame', () => {
  const timed = [0, 10, 20].map((atSeconds, index) => ({ index, atSeconds }))
  const untimed = [0, 1, 2].map((index) => ({ index, atSeconds: undefined }))

  test('finds the nearest frame in time', () => {
    expect(matchFrame('0:12', timed)).toBe(1)
    expect(matchFrame(':', timed)).toBeUndefined()
  })

  test('reads a number if no times are known', () => {
    expect(matchFrame('2', untimed)).toBe(1)
    expect(matchFrame('0', untimed)).toBe(0)
    expect(matchFrame('99', untimed)).toBe(2)
    expect(matchFrame('0:12', untimed)).toBeUndefined()
  })
})
