import { describe, expect, test } from 'vitest'
import { UploadError } from 'react-presigned'
import { en } from 'react-presigned/messages/en'
import { createGalleryFrames } from '../../../src/ui/gallery/frames.ts'
import {
  galleryMessage,
  galleryStatus,
  type GalleryStatusInput,
} from '../../../src/ui/gallery/gallery-status.ts'

const messages = en
const statusOf = (input: Partial<GalleryStatusInput>) =>
  galleryStatus({
    frames: undefined,
    framesError: null,
    hasEnded: false,
    kind: undefined,
    state: undefined,
    isUploading: false,
    ...input,
  }).status

describe('galleryStatus', () => {
  const unsupported = new UploadError('unsupported', 'No frames are taken from this file.')

  test.each(['video', 'other', undefined] as const)(
    'is unsupported if the backend makes no frames of a file of kind %s',
    (kind) => {
      expect(statusOf({ framesError: unsupported, kind })).toBe('unsupported')
    },
  )

  test('is not-video only if the file is known to be of another kind', () => {
    expect(statusOf({ framesError: unsupported, kind: 'image' })).toBe('not-video')
    expect(statusOf({ kind: 'document' })).toBe('not-video')
  })

  test('is processing while the file is uploaded', () => {
    expect(statusOf({ isUploading: true, kind: 'video' })).toBe('processing')
  })

  test('is failed with the error of the backend', () => {
    const error = new UploadError('not-found', 'No such file.')
    expect(statusOf({ framesError: error })).toBe('failed')
  })
})

describe('galleryMessage', () => {
  const message = (status: 'unsupported' | 'empty', frames = createGalleryFrames(input(0))) =>
    galleryMessage(status, { error: undefined, frames, isCounted: false, messages })
  const input = (count: number) => ({
    frames: undefined,
    isComplete: false,
    local: { count, urls: ['blob:0'], duration: 1, width: 16, height: 9 },
    video: undefined,
    messages: messages.gallery,
  })

  test('says that no frames are available, and never that a video is none', () => {
    expect(message('unsupported')).toBe(messages.gallery.empty)
    expect(message('unsupported')).not.toBe(messages.gallery.notVideo)
  })

  test('says that the frames are a preview if they are captured from the local file', () => {
    expect(message('unsupported', createGalleryFrames(input(12)))).toBe(messages.gallery.localPreview)
  })
})
