import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMediaType, servedType } from '../../src/server/media-type.ts'

test.each([
  ['video/mp4', 'video/mp4', 'video/mp4'],
  ['Video/MP4', 'video/mp4', 'video/mp4'],
  ['text/plain; charset=utf-8', 'text/plain', 'text/plain;charset=utf-8'],
  ['text/plain ;\tcharset=UTF-8 ; format=flowed', 'text/plain', 'text/plain;charset=UTF-8;format=flowed'],
  ['video/mp4; codecs="avc1.4d002a, mp4a.40.2"', 'video/mp4', 'video/mp4;codecs="avc1.4d002a, mp4a.40.2"'],
  ['video/webm;codecs=vp8,opus', 'video/webm', 'video/webm;codecs="vp8,opus"'],
  ['video/webm;a="=b,c";codecs=vp8,opus', 'video/webm', 'video/webm;a="=b,c";codecs="vp8,opus"'],
  ['video/mp4;', 'video/mp4', 'video/mp4'],
  ['application/vnd.openxmlformats-officedocument.wordprocessingml.document', undefined, undefined],
])('media type › accepts %j', (text, essence = text, value = text) => {
  expect(parseMediaType(text)).toEqual({ essence, value })
})

test.each([
  '',
  'video',
  'video/',
  '/mp4',
  'video/mp4/x',
  'video/mp4,text/html',
  'video/mp4;,text/html',
  'video/mp4; ,text/html',
  'video/mp4; a="b",text/html',
  'video/mp4; a="b,text/html',
  'video/mp4; a=b,text/html',
  'video/mp4; a=b, c',
  'video/mp4; a="\\",text/html"',
  'video/mp4; a',
  'video/mp4; =b',
  'video/mp4; a=',
  'video/mp4\r\n;x=y',
  'video/mp4;\r\nx=y',
  'video/mp4\v;x=y',
  'video/mp4\u00a0;x=y',
  'video/mp4\u2028;x=y',
  '\ufeffvideo/mp4',
  'video/mp4; a="\u0000"',
  'video/mp4; a="é"',
  'vidéo/mp4',
  `video/mp4; a=${'x'.repeat(255)}`,
])('media type › rejects %j', (text) => expect(parseMediaType(text)).toBeUndefined())

test('media type › contains no comma outside quotes and no control characters', () => {
  const unit = fc.constantFrom(...'a/b;=, "\t\\\r\n\u00a0é'.split(''))
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 40 }), (rest) => {
      const value = parseMediaType(`video/mp4${rest}`)?.value ?? ''
      expect(value.replace(/"[^"]*"/g, '')).toMatch(/^[^,"]*$/)
      expect(value).toMatch(/^[ -~]*$/)
    }),
    { numRuns: 2000 },
  )
})

test('media type › is parsed in linear time', () => {
  for (const unit of [' ', ';', 'a=b;', '"', 'a,', ';a="'])
    expect(parseMediaType(`a/b;${unit.repeat(1_000_000)}\n`)).toBeUndefined()
  for (const unit of [' ', ';', ' ;', ';a=b', ';a=b,c', ';a="b"'])
    parseMediaType(`a/b${unit.repeat(Math.floor(240 / unit.length))}\n`)
})

test.each([
  ['image/png', 'image/png', true],
  ['Video/MP4; codecs="a,b"', 'video/mp4', true],
  ['application/pdf', 'application/pdf', true],
  ['video/mp4;,text/html', 'application/octet-stream', false],
  ['text/html', 'text/html', false],
  ['image/svg+xml', 'image/svg+xml', false],
  ['video/x+xml', 'video/x+xml', false],
  ['image/unknown', 'image/unknown', false],
  ['', 'application/octet-stream', false],
])('a file of type %j is served as %s, inline: %s', (stored, contentType, isInline) => {
  expect(servedType(stored)).toEqual({ contentType, isInline })
})
