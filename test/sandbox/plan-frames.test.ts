import { expect, it } from 'vitest'
import { planFrames } from '../../sandbox/worker/read-frames.ts'

it('planFrames › plans one frame per second, from the middle of each', () => {
  expect(planFrames(3, 60)).toEqual({ every: 1, times: [0.5, 1.5, 2.5] })
})

it('planFrames › spaces the frames of a long video wider', () => {
  const { every, times } = planFrames(7200, 60)
  expect(every).toBe(120)
  expect(times).toHaveLength(60)
  expect([times[0], times[59]]).toEqual([60, 7140])
})

it('planFrames › plans one frame of a video shorter than a second or without duration', () => {
  expect(planFrames(0.04, 60).times).toEqual([0.02])
  expect(planFrames(0, 60).times).toEqual([0])
})
