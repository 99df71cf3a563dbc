import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createdAtOf, isFileIdOf, createFileId, ownerPrefix } from '../../src/server/file-id.ts'

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 30 })

test('file id › no owner’s prefix contains another’s keys', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      fc.pre(one !== other)
      expect(ownerPrefix('uploads/', one).startsWith(ownerPrefix('uploads/', other))).toBe(false)
    }),
  )
})

test('file id › is ASCII for any owner and name', () => {
  fc.assert(
    fc.property(text, text, (owner, name) => {
      const id = createFileId(ownerPrefix('uploads/', owner), name, Date.now())
      expect(id).toMatch(/^uploads\/[\w~-]+\/\d{13}-[\da-f-]{36}(\.[a-z\d]{1,16})?$/)
    }),
  )
})

test('file id › belongs to one owner only', () => {
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

test.each(['', '\ud800', 'x'.repeat(1000)])('file id › rejects the owner %j', (owner) => {
  expect(() => ownerPrefix('uploads/', owner)).toThrow(TypeError)
})

test('file id › sorts newest first and contains its creation time', () => {
  const owned = ownerPrefix('uploads/', 'alice')
  const now = Date.now()
  const older = createFileId(owned, 'a', now)
  const newer = createFileId(owned, 'a', now + 1)
  expect([older, newer].sort()).toEqual([newer, older])
  expect(createdAtOf(owned, older).getTime()).toBe(now)
})

test.each([
  ['video.MP4', '.mp4'],
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
