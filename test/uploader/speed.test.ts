import { expect, test } from 'vitest'
import { createSpeedMeter } from '../../src/uploader/speed.ts'

/** A speedometer by a clock that the test turns. */
function drive() {
  let at = 0
  let bytes = 0
  const speed = createSpeedMeter(() => at)
  speed.note(0)
  return {
    speed,
    wait: (seconds: number) => void (at += seconds * 1000),
    /** Sends evenly for so long, ten times a second. */
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

test('the first seconds have no figure', () => {
  const { send } = drive()
  const seen = send(1000, 4)
  expect(seen.findIndex((figure) => figure !== undefined)).toBe(24)
  expect(seen.at(-1)).toBeCloseTo(1000)
})

test('a burst hardly moves it, a lasting change does', () => {
  const { send } = drive()
  send(1000, 10)
  expect(send(4000, 0.3).at(-1)).toBeLessThan(1250)
  expect(send(4000, 12).at(-1)).toBeCloseTo(4000, -2)
})

test('only active seconds count: a short rest changes nothing', () => {
  const { speed, send, wait } = drive()
  send(1000, 6)
  speed.rest()
  wait(3)
  speed.rest()
  wait(30)
  expect(Math.min(...send(1000, 3).map(Number))).toBeCloseTo(1000)
})

test('a silence has no speed, a rest keeps it', () => {
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

test('only active seconds count: after a long silence it measures anew', () => {
  const { speed, send, wait } = drive()
  send(1000, 6)
  wait(60)
  expect(send(1000, 1).at(-1)).toBeUndefined()
  send(1000, 3)
  expect(speed.bytesPerSecond()).toBeCloseTo(1000)
})
