import { describe, expect, test } from 'vitest'
import { en } from 'react-presigned/messages/en'
import {
  createGalleryFrames,
  frameFileName,
  withImageStates,
  type GalleryFramesInput,
} from '../../../src/ui/gallery/frames.ts'

const messages = en.gallery
const frameAt = (index: number) => ({ index, url: `https://images.invalid/${index}.jpg?signature=x` })

type Frames = NonNullable<GalleryFramesInput['frames']>

const create = (frames: Partial<Frames> | undefined, input: Partial<GalleryFramesInput> = {}) =>
  createGalleryFrames({
    frames: frames && { fileId: 'video', frames: [], frameCount: 0, complete: false, ...frames },
    isComplete: frames?.complete ?? false,
    local: undefined,
    video: undefined,
    messages,
    ...input,
  })

const localFrames = (count: number, captured = count) => ({
  count,
  urls: Array.from({ length: captured }, (_, index) => `blob:${index}`),
  duration: 24,
  width: 320,
  height: 180,
})

describe('createGalleryFrames', () => {
  const timecodes = (frames: Frames['frames'], video: GalleryFramesInput['video'] = {}) =>
    create({ frames, frameCount: frames.length, complete: true }, { video }).map(({ timecode }) => timecode)

  test('derives timecodes from the frame rate', () => {
    expect(timecodes([0, 50, 100].map(frameAt), { fps: 25 })).toEqual(['0:00', '0:02', '0:04'])
    expect(timecodes([0, 1, 2].map(frameAt), { fps: 25 })).toEqual(['0:00.00', '0:00.04', '0:00.08'])
  })

  test('derives timecodes from the duration, and omits them if nothing is known', () => {
    expect(timecodes([0, 1, 2, 3].map(frameAt), { duration: 8 })).toEqual(['0:00', '0:02', '0:04', '0:06'])
    expect(timecodes([0, 1].map(frameAt))).toEqual([undefined, undefined])
  })

  test('gives neighbouring frames different timecodes', () => {
    const spaced = (interval: number) =>
      timecodes([0, 1, 2].map((index) => ({ ...frameAt(index), atSeconds: index * interval })))
    expect(new Set(spaced(0.5)).size).toBe(3)
    expect(new Set(spaced(1 / 60)).size).toBe(3)
  })

  test('marks a frame with an unsafe URL as broken', () => {
    const frames = [{ index: 0, url: 'javascript:alert(1)' }]
    expect(create({ frames, frameCount: 1, complete: true })[0]).toMatchObject({
      status: 'broken',
      url: undefined,
    })
  })

  test('leaves no gaps for frames of a failed video', () => {
    const frames = create({ frames: [frameAt(0), frameAt(2)], frameCount: 8 }, { isComplete: true })
    expect(frames.map(({ status, frame }) => [status, frame?.index])).toEqual([
      ['ready', 0],
      ['ready', 2],
    ])
  })

  describe('with local frames', () => {
    const create24 = (frameCount: number, arrived: readonly number[] = [], captured = 12) =>
      create(
        { frames: arrived.map(frameAt), frameCount },
        { local: localFrames(12, captured), video: { duration: 24 } },
      )

    test('shows them until the frames arrive, one by one', () => {
      expect(create24(24).every(({ status }) => status === 'preview')).toBe(true)
      const some = create24(24, [0, 1])
      expect(some.map(({ status }) => status).slice(0, 3)).toEqual(['ready', 'ready', 'preview'])
      expect(some).toHaveLength(24)
      expect(some[2]?.url).toBe('blob:1')
    })

    test('lists as many as will be captured if the number of frames is unknown', () => {
      expect(create24(0, [], 3).map(({ status }) => status)).toEqual([
        ...['preview', 'preview', 'preview'],
        ...Array.from({ length: 9 }, () => 'pending'),
      ])
      expect(create24(0)[1]?.label).toContain('0:02')
    })

    test('does not repeat an image for many frames', () => {
      const many = create24(12_000)
      expect(many.filter(({ status }) => status === 'preview')).toHaveLength(12)
      expect(many[1000]?.url).toBe('blob:1')
    })

    test('lists none if the backend has no frames', () => {
      expect(create({ complete: true }, { local: localFrames(12) })).toEqual([])
    })
  })
})

describe('withImageStates', () => {
  const frames = create({ frames: [0, 1].map(frameAt), frameCount: 2, complete: true })

  test('removes the URL while the frames are refetched, and marks a broken image', () => {
    const refetching = withImageStates(frames, { 1: { status: 'refetching', attempt: 0 } }, messages)
    expect(refetching[1]).toMatchObject({ status: 'ready', url: undefined })
    const broken = withImageStates(frames, { 1: { status: 'broken', attempt: 1 } }, messages)
    expect(broken[1]).toMatchObject({ status: 'broken', url: undefined, attempt: 1 })
    expect(broken[0]).toBe(frames[0])
  })
})

describe('frameFileName', () => {
  const frame = create({ frames: [0, 1, 2, 3, 4].map(frameAt), frameCount: 5, complete: true })[4]
  if (!frame) throw new Error('The frame is missing.')

  test('combines the name of the video, the number and the image type', () => {
    const png = { ...frame, url: 'https://store.invalid/a.PNG?signature=x' }
    expect(frameFileName(png, 'My video.mp4')).toBe('My video-0005.png')
    expect(frameFileName({ ...frame, url: 'blob:x' }, undefined)).toBe('frame-0005.jpg')
  })
})
