import { expect, test } from 'vitest'
import { createSpeedMeter } from '../../src/uploader/speed.ts'

/** A speed meter with a clock that the test controls. */
function drive() {
  let at = 0
  let bytes = 0
  const speed = createSpeedMeter(() => at)
  speed.note(0)
  return {
    speed,
    wait: (seconds: number) => void (at += seconds * 1000),
    /** Reports evenly sent bytes for some seconds, ten times a second. */
    send(bytesPerSecond: number, seconds: number) {
      const seen: (number | undefined)[] = []
      for (let tick = 0; tick < seconds * 10; tick++) {
        at += 100
        bytes += bytesPerSecond / 10
        speed.note(bytes)
        seen.push(speed.bytesPerSecond())
      }
      return seen
    },
  }
}

test('speed › is undefined in the first seconds', () => {
  const { send } = drive()
  const seen = send(1000, 4)
  expect(seen.findIndex((figure) => figure !== undefined)).toBe(24)
  expect(seen.at(-1)).toBeCloseTo(1000)
})

test('speed › follows a lasting change, but hardly a burst', () => {
  const { send } = drive()
  send(1000, 10)
  expect(send(4000, 0.3).at(-1)).toBeLessThan(1250)
  expect(send(4000, 12).at(-1)).toBeCloseTo(4000, -2)
})

test('speed › ignores a short rest, since only active seconds count', () => {
  const { speed, send, wait } = drive()
  send(1000, 6)
  speed.rest()
  wait(3)
  speed.rest()
  wait(30)
  expect(Math.min(...send(1000, 3).map(Number))).toBeCloseTo(1000)
})

test('speed › is undefined after a silence, and is kept during a rest', () => {
  const { speed, send, wait } = drive()
  send(1000, 6)
  wait(4)
  expect(speed.bytesPerSecond()).toBeCloseTo(1000)
  wait(2)
  expect(speed.bytesPerSecond()).toBeUndefined()
  send(1000, 6)
  speed.rest()
  wait(60)
  expect(speed.bytesPerSecond()).toBeCloseTo(1000)
})

test('speed › is measured again after a long silence', () => {
  const { speed, send, wait } = drive()
  send(1000, 6)
  wait(60)
  expect(send(1000, 1).at(-1)).toBeUndefined()
  send(1000, 3)
  expect(speed.bytesPerSecond()).toBeCloseTo(1000)
})
