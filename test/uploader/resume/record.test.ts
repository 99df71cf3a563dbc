import { describe, expect, test } from 'vitest'
import { parseRecord, type ResumableRecord } from '../../../src/uploader/resume/record.ts'

const record: ResumableRecord = {
  id: 'a',
  backend: 's3 /api',
  token: 't',
  name: 'video.mp4',
  size: 7,
  contentType: 'video/mp4',
  lastModified: undefined,
  fingerprint: '7-00',
  partSize: 5,
  doneParts: [1],
  addedAt: new Date(0),
  updatedAt: new Date(1),
}

describe('parse record', () => {
  test('keeps a record as it was stored', () => {
    expect(parseRecord(record)).toBe(record)
    const full = { ...record, relativePath: 'a/b', metadata: { album: '7' }, fileName: 'b', lastModified: 1 }
    expect(parseRecord(full)).toBe(full)
  })

  test.each<[string, unknown]>([
    ['undefined', undefined],
    ['null', null],
    ['a string', 'record'],
    ['an array', []],
    ['a missing token', { ...record, token: undefined }],
    ['a size that is no number', { ...record, size: '7' }],
    ['an infinite size', { ...record, size: Infinity }],
    ['a part size of zero', { ...record, partSize: 0 }],
    ['parts that are no numbers', { ...record, doneParts: ['1'] }],
    ['a date as text', { ...record, addedAt: '1970-01-01' }],
    ['an invalid date', { ...record, updatedAt: new Date(Number.NaN) }],
    ['metadata that is no text', { ...record, metadata: { album: 7 } }],
    ['a handle that is no file handle', { ...record, handle: {} }],
  ])('rejects %s', (_, stored) => {
    expect(parseRecord(stored)).toBeUndefined()
  })
})
