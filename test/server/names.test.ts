import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cleanName,
  cleanPath,
  fromObjectMetadata,
  maxMetadataBytes,
  metadataBytes,
  toObjectMetadata,
} from '../../src/server/file-record.ts'
import { contentDisposition } from '../../src/server/presign.ts'

describe('file names', () => {
  test.each(['تقرير نهائي #1 50% ؟.pdf', 'می‌خواهم.txt', '👩‍👩‍👧.png', "it's (1).txt", '.gitignore', 'a..b'])(
    'keep %j',
    (name) => expect(cleanName(name)).toBe(name),
  )

  test.each([
    ['a/b\\c.txt', 'a_b_c.txt'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    [' a\r\n\tb\u0000.txt ', 'ab.txt'],
    ['\u202egpj.exe', 'gpj.exe'],
    ['\ud800.txt', '\ufffd.txt'],
    ['..', ''],
    [' . ', ''],
    ['\u0007', ''],
  ])('like %j becomes %j', (name, clean) => expect(cleanName(name)).toBe(clean))
})

test.each([
  ['./album/a.png', 'album/a.png'],
  ['/album//../a.png', 'album/a.png'],
  ['album/a\\b.png', 'album/a_b.png'],
])('the path %j becomes %j', (path, clean) => expect(cleanPath(path)).toBe(clean))

test('object metadata › is ASCII and restores the record', () => {
  const text = fc.string({ unit: 'grapheme', minLength: 1 })
  const key = text.filter((one) => one !== '__proto__')
  const record = fc.record({
    name: text,
    relativePath: fc.option(text, { nil: undefined }),
    contentHash: fc.option(text, { nil: undefined }),
    metadata: fc.option(fc.dictionary(key, text, { minKeys: 1 }), { nil: undefined }),
  })
  fc.assert(
    fc.property(record, (given) => {
      const metadata = toObjectMetadata(given)
      expect(JSON.stringify(metadata)).toMatch(/^[ -~]*$/)
      expect(fromObjectMetadata(metadata)).toEqual(given)
    }),
  )
})

test.each([
  ['日'.repeat(254), 'short'],
  ['ظ'.repeat(300), 'ظ'.repeat(100)],
  ['a'.repeat(500), '日'.repeat(300)],
])('object metadata › holds a long name and path: %s', (name, relativePath) => {
  const record = { name, relativePath, signedSize: 5_000_000_000 }
  const metadata = toObjectMetadata(record)
  expect(metadataBytes(metadata)).toBeLessThanOrEqual(maxMetadataBytes)
  expect(Object.values(metadata).join('')).toMatch(/^[!-~]*$/)
  expect(fromObjectMetadata(metadata)).toMatchObject(record)
})

test('object metadata › is percent-encoded where it fits', () => {
  expect(toObjectMetadata({ name: 'é=.txt' })).toEqual({ name: '%C3%A9%3D.txt' })
})

test('object metadata › decodes invalid values as far as possible', () => {
  const read = fromObjectMetadata({ name: '100%', 'relative-path': 'a/b', metadata: '{' })
  expect(read).toEqual({ name: '100%', relativePath: 'a/b', contentHash: undefined, metadata: undefined })
})

test('content disposition › is a single line of ASCII with the encoded name', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (name) => {
      const disposition = contentDisposition(name, 'text/plain')
      expect(disposition).toMatch(/^attachment; filename="[^"\\]*"; filename\*=UTF-8''[\w!#$&+.^`|~%-]*$/)
      expect(disposition).toMatch(/^[ -~]*$/)
      expect(decodeURIComponent(disposition.split("UTF-8''")[1] ?? '')).toBe(name)
    }),
  )
})

test.each([
  'text/html',
  'TEXT/HTML; charset=utf-8',
  'image/svg+xml',
  'Image/SVG+XML;charset=utf-8',
  ' image/svg+xml',
  'application/xhtml+xml',
  'text/javascript',
  'application/pdf+html',
  'text/plain',
  '',
])('%j is never shown in the tab', (type) => expect(contentDisposition('a', type)).toMatch(/^attachment/))
