import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createUpload } from '../../src/uploader/create-upload.ts'
import { uploadFraction, uploadTotals } from '../../src/uploader/progress.ts'
import type { Upload, UploadState } from '../../src/uploader/upload.ts'

function at(state: UploadState, { size = 100, sent = 0 } = {}): Upload {
  return { ...createUpload(new Blob([]), { name: 'a' }), size, state, maxSentBytes: sent }
}

describe('progress of one upload', () => {
  test('is below 1 before the response', () => {
    expect(uploadFraction(at({ status: 'uploading', sentBytes: 100 }, { sent: 100 }))).toBeLessThan(1)
    expect(uploadFraction(at({ status: 'finishing' }))).toBeLessThan(1)
    expect(uploadFraction(at({ status: 'finishing' }, { size: 0 }))).toBeLessThan(1)
    expect(uploadFraction(at({ status: 'completed' }))).toBe(1)
  })

  test('is 0 for an empty file until it has been stored', () => {
    expect(uploadFraction(at({ status: 'queued' }, { size: 0 }))).toBe(0)
    expect(uploadFraction(at({ status: 'completed' }, { size: 0 }))).toBe(1)
  })
})

describe('progress of all uploads', () => {
  test('is weighted by bytes, not by files', () => {
    const totals = uploadTotals([
      at({ status: 'completed' }, { size: 900 }),
      at({ status: 'queued' }, { size: 100 }),
    ])
    expect(totals).toMatchObject({ sentBytes: 900, totalBytes: 1000, fraction: 0.9, status: 'queued' })
    expect(totals.counts).toMatchObject({ total: 2, completed: 1, queued: 1 })
  })

  test('is 0 without uploads and ignores cancelled ones', () => {
    expect(uploadTotals([])).toMatchObject({ status: 'idle', fraction: 0, totalBytes: 0 })
    const totals = uploadTotals([at({ status: 'cancelled' }), at({ status: 'completed' })])
    expect(totals).toMatchObject({ fraction: 1, totalBytes: 100, counts: { total: 1, cancelled: 1 } })
  })

  test('is 1 only when every upload has been confirmed', () => {
    const state = fc.constantFrom<UploadState>(
      { status: 'queued' },
      { status: 'signing' },
      { status: 'uploading', sentBytes: 5 },
      { status: 'finishing' },
      { status: 'processing' },
      { status: 'completed' },
    )
    const upload = fc.record({ state, size: fc.nat(10), sent: fc.nat(20) }).map((x) => at(x.state, x))
    fc.assert(
      fc.property(fc.array(upload, { minLength: 1, maxLength: 8 }), (uploads) => {
        const { fraction, sentBytes, totalBytes } = uploadTotals(uploads)
        const confirmed = uploads.every((u) => ['completed', 'processing'].includes(u.state.status))
        expect(fraction === 1).toBe(confirmed)
        expect(fraction).toBeGreaterThanOrEqual(0)
        expect(sentBytes).toBeLessThanOrEqual(totalBytes)
      }),
    )
  })
})
