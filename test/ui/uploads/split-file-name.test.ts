import { splitFileName } from 'react-presigned'
import { expect, test } from 'vitest'

test.each([
  ['quarterly report v2.pdf', 'quarterly repo', 'rt v2.pdf'],
  // A space at its beginning would be a gap.
  ['final cut 2.mov', 'final ', 'cut 2.mov'],
  ['second take.mov', 'second ', 'take.mov'],
  ['تقرير.pdf', 'تقرير', '.pdf'],
  ['no extension', 'no extension', ''],
  ['.gitkeep', '.gitkeep', ''],
])('splitFileName › splits %s into “%s” and “%s”', (name, start, end) => {
  expect(splitFileName(name)).toEqual([start, end])
  expect(start + end).toBe(name)
})
