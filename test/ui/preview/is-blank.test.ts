import { expect, test } from 'vitest'
import { isBlank } from '../../../src/ui/preview/is-blank.ts'

const image = (...pixels: number[][]) => ({
  data: new Uint8ClampedArray(pixels.flatMap((rgb) => [...rgb, 255])),
})

test('isBlank › is true for a single colour, apart from compression noise', () => {
  expect(isBlank(image([0, 0, 0], [2, 0, 1], [0, 3, 0]))).toBe(true)
  expect(isBlank(image([250, 250, 250], [252, 251, 250]))).toBe(true)
  expect(isBlank(image([10, 10, 10], [10, 10, 40]))).toBe(false)
})
