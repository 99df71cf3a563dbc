import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createdAtOf, isFileIdOf, createFileId, ownerPrefix } from '../../src/server/file-id.ts'

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 })

test('no owner’s keys lie within another’s', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      fc.pre(one !== other)
      expect(ownerPrefix('uploads/', one).startsWith(ownerPrefix('uploads/', other))).toBe(false)
    }),
  )
})

test('keys are ASCII without surprises, whatever owner and name are', () => {
  fc.assert(
    fc.property(text, text, (owner, name) => {
      const id = createFileId(ownerPrefix('uploads/', owner), name, Date.now())
      expect(id).toMatch(/^uploads\/[\w~-]+\/\d{13}-[\da-f-]{36}(\.[a-z\d]{1,16})?$/)
    }),
  )
})

test('an owner’s key is nobody else’s', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      fc.pre(one !== other)
      const owned = ownerPrefix('uploads/', one)
      const id = createFileId(owned, 'a.txt', Date.now())
      expect(isFileIdOf(owned, id)).toBe(true)
      expect(isFileIdOf(ownerPrefix('uploads/', other), id)).toBe(false)
    }),
  )
})

test.each(['', '\ud800', 'x'.repeat(1000)])(
  'the owner %j is refused: no key of its own can hold it',
  (owner) => {
    expect(() => ownerPrefix('uploads/', owner)).toThrow(TypeError)
  },
)

test('later keys sort first and know when they were minted', () => {
  const owned = ownerPrefix('uploads/', 'alice')
  const now = Date.now()
  const older = createFileId(owned, 'a', now)
  const newer = createFileId(owned, 'a', now + 1)
  expect([older, newer].sort()).toEqual([newer, older])
  expect(createdAtOf(owned, older).getTime()).toBe(now)
})

test.each([
  ['film.MP4', '.mp4'],
  ['archive.tar.gz', '.gz'],
  ['no-extension', ''],
  ['a.', ''],
  ['a.ملف', ''],
  ['a.p df', ''],
  [`a.${'x'.repeat(16)}`, `.${'x'.repeat(16)}`],
  [`a.${'x'.repeat(17)}`, ''],
])('the key of %j ends in %j', (name, extension) => {
  const id = createFileId('uploads/alice/', name, Date.now())
  expect(id.replace(/^.*-[\da-f]{12}/, '')).toBe(extension)
})
