import { expect, test } from 'vitest'
import { moveRowFocus, withFocusedRows, rowOfKey } from '../../../src/ui/uploads/list-focus.ts'

const on = (id: string, ids: readonly string[]) => ({ id, index: 0, ids, isPending: false })
const all = ['a', 'b', 'c', 'd', 'e']

test.each([
  ['stays on a row that still exists', 'c', ['b', 'c'], { id: 'c', isPending: false }],
  ['moves to the next remaining row', 'b', ['a', 'd', 'e'], { id: 'd', isPending: true }],
  ['moves to the previous row if none follows', 'e', ['a', 'b'], { id: 'b', isPending: true }],
])('list focus › %s', (_, id, ids, expected) => {
  expect(moveRowFocus(on(id, all), ids)).toMatchObject({ ...expected, ids })
})

test('list focus › is undefined when the list is empty', () => {
  expect(moveRowFocus(on('a', all), [])).toBeUndefined()
})

test('list focus › renders the focused row and its neighbours, in order and once', () => {
  expect(withFocusedRows({ start: 500, end: 502 }, 5, 1000)).toEqual([4, 5, 6, 500, 501])
  expect(withFocusedRows({ start: 0, end: 3 }, 2, 3)).toEqual([0, 1, 2])
  expect(withFocusedRows({ start: 3, end: 5 }, -1, 10)).toEqual([3, 4])
})

test('list focus › moves by keys to the previous, next, first and last row', () => {
  const lead = (key: string) => rowOfKey(key, 4, 10)
  expect(['ArrowUp', 'ArrowDown', 'Home', 'End', 'a'].map(lead)).toEqual([3, 5, 0, 9, undefined])
  expect(rowOfKey('ArrowUp', 0, 10)).toBe(0)
  expect(rowOfKey('ArrowDown', 9, 10)).toBe(9)
})
