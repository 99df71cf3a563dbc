import { expect, test } from 'vitest'
import { acceptsFile } from '../../src/model/accept.ts'

const file = (name: string, type = '') => ({ name, type })

test('acceptsFile › matches exact types, wildcards and extensions in any case', () => {
  expect(acceptsFile(file('a.PNG', 'Image/PNG'), ['image/png'])).toBe(true)
  expect(acceptsFile(file('a', 'image/png'), ['IMAGE/*'])).toBe(true)
  expect(acceptsFile(file('archive.TAR.gz'), ['.tar.gz'])).toBe(true)
  expect(acceptsFile(file('a.png', 'image/png'), ['image/jpeg', '.jpg', 'video/*'])).toBe(false)
  expect(acceptsFile(file('a', 'imagery/png'), ['image/*'])).toBe(false)
})

test('acceptsFile › accepts everything with an empty list or */*', () => {
  expect(acceptsFile(file('a'), [])).toBe(true)
  expect(acceptsFile(file('a', 'application/x-unknown'), ['*/*'])).toBe(true)
})

test.each([
  ['video/webm;codecs=vp8', 'video/webm'],
  ['video/webm; codecs="vp8, opus"', 'video/*'],
  ['text/plain;charset=utf-8', 'text/plain'],
  ['AUDIO/OGG ; codecs=opus', 'audio/ogg'],
  ['video/webm', 'video/webm;codecs=vp9'],
])('acceptsFile › ignores the parameters of %s against %s', (type, accepted) => {
  expect(acceptsFile(file('recording', type), [accepted])).toBe(true)
})
