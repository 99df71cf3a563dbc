import { expect, it } from 'vitest'
import { planFrames } from '../../sandbox/worker/read-frames.ts'

it('takes a picture a second, each from the middle of its second', () => {
  expect(planFrames(3, 60)).toEqual({ every: 1, times: [0.5, 1.5, 2.5] })
})

it('spaces the pictures of a long video wider', () => {
  const { every, times } = planFrames(7200, 60)
  expect(every).toBe(120)
  expect(times).toHaveLength(60)
  expect([times[0], times[59]]).toEqual([60, 7140])
})

it('takes one picture of a video that is shorter than a second, or has no length', () => {
  expect(planFrames(0.04, 60).times).toEqual([0.02])
  expect(planFrames(0, 60).times).toEqual([0])
})
