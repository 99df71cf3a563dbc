import { expect, test } from 'vitest'
import { UploadError } from '../../src/errors.ts'
import { createUpload } from '../../src/uploader/create-upload.ts'
import { uploadFraction } from '../../src/uploader/progress.ts'
import { transition } from '../../src/uploader/state.ts'
import type { UploadState } from '../../src/uploader/upload.ts'

const upload = createUpload(new File(['12345'], 'a.txt'))
const through = (...states: readonly UploadState[]) =>
  states.reduce((before, state) => transition(before, state), upload)

test('upload state › moves from hashing to completed', () => {
  const end = through(
    { status: 'hashing', hashedBytes: 0 },
    { status: 'signing' },
    { status: 'uploading', sentBytes: 1 },
    { status: 'finishing' },
    { status: 'processing' },
    { status: 'completed' },
  )
  expect(end.state.status).toBe('completed')
})

test('upload state › keeps `maxSentBytes` when a retry starts over', () => {
  const error = new UploadError('network', 'x')
  const again = through(
    { status: 'signing' },
    { status: 'uploading', sentBytes: 4 },
    { status: 'failed', error },
    { status: 'queued' },
    { status: 'signing' },
    { status: 'uploading', sentBytes: 1 },
  )
  expect(again.maxSentBytes).toBe(4)
})

test('progress › does not fall when an upload fails after its last byte was sent', () => {
  const error = new UploadError('network', 'x')
  const sent = through({ status: 'signing' }, { status: 'finishing' })
  const retrying = transition(sent, { status: 'retrying', attempt: 1, at: new Date(), error })
  expect(uploadFraction(retrying)).toBe(uploadFraction(sent))
  const processing = transition(sent, { status: 'processing' })
  expect(uploadFraction(transition(processing, { status: 'failed', error }))).toBe(1)
})

test('upload state › allows only a retry after an upload has settled', () => {
  const cancelled = through({ status: 'cancelled' })
  expect(() => transition(cancelled, { status: 'uploading', sentBytes: 1 })).toThrow(TypeError)
  expect(() => transition(cancelled, { status: 'completed' })).toThrow('cancelled cannot become completed')
  const completed = through({ status: 'signing' }, { status: 'finishing' }, { status: 'completed' })
  expect(() => transition(completed, { status: 'cancelled' })).toThrow(TypeError)
  expect(() => transition(completed, { status: 'queued' })).toThrow(TypeError)
})

test('upload state › cannot be paused after all bytes have been sent', () => {
  expect(() => through({ status: 'signing' }, { status: 'finishing' }, { status: 'paused' })).toThrow(
    TypeError,
  )
})
