import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { en } from 'react-presigned/messages/en'
import { frameFileName } from '../../../src/ui/gallery/frame-file-name.ts'
import { nearestFrame, parseTime, timeCode } from '../../../src/ui/gallery/frame-times.ts'
import { galleryFrames } from '../../../src/ui/gallery/gallery-frames.ts'
import {
  extendSelection,
  isSelected,
  noSelection,
  selectedIndexes,
  selectionOf,
  toggleSelection,
} from '../../../src/ui/gallery/gallery-selection.ts'
import { isBlank } from '../../../src/ui/preview/is-blank.ts'

const picture = (index: number) => ({ index, url: `https://pictures.invalid/${index}.jpg?signature=x` })
const messages = en

describe('times', () => {
  test.each([
    [0, 0, '0:00'],
    [12.9, 0, '0:12'],
    [83, 0, '1:23'],
    [3723, 0, '1:02:03'],
    [3723.26, 1, '1:02:03.3'],
    [59.996, 2, '1:00.00'],
    // Two thirds of a frame a second are never exact.
    [0.30000000000000004 * 10, 0, '0:03'],
  ] as const)('%d with %d decimals reads %s', (seconds, decimals, code) => {
    expect(timeCode(seconds, decimals)).toBe(code)
  })

  test.each([
    ['83', 83],
    ['1:23', 83],
    ['1:', 60],
    ['1:02:03', 3723],
    ['0:06.5', 6.5],
    ['0:06,5', 6.5],
    [':', undefined],
    ['1:2:3:4', undefined],
    ['1m', undefined],
  ])('typed, %s means %s', (typed, seconds) => {
    expect(parseTime(typed)).toBe(seconds)
  })

  test('what is shown is what can be typed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 360_000 }), (hundredths) => {
        expect(parseTime(timeCode(hundredths / 100, 2))).toBeCloseTo(hundredths / 100, 6)
      }),
    )
  })

  test('the nearest frame is found among those whose time is known', () => {
    const frames = [0, 2, undefined, 6].map((atSeconds, index) => ({ index, atSeconds }))
    expect(nearestFrame(frames, 4.5)).toBe(3)
    expect(nearestFrame(frames, 3)).toBe(1)
    expect(nearestFrame([{ index: 0, atSeconds: undefined }], 3)).toBeUndefined()
  })
})

describe('time codes of frames', () => {
  const codes = (
    frames: readonly { index: number; url: string; atSeconds?: number }[],
    video: { fps?: number; duration?: number } = {},
  ) =>
    galleryFrames({
      frames: { fileId: 'film', frames, frameCount: frames.length, complete: true },
      isOver: true,
      local: undefined,
      video,
      messages,
    }).map((frame) => frame.timeCode)

  test('come from the frame rate where the backend tells no times', () => {
    expect(codes([0, 50, 100].map(picture), { fps: 25 })).toEqual(['0:00', '0:02', '0:04'])
    expect(codes([0, 1, 2].map(picture), { fps: 25 })).toEqual(['0:00.00', '0:00.04', '0:00.08'])
  })

  test('come from the length where only that is known, and are left out where nothing is', () => {
    expect(codes([0, 1, 2, 3].map(picture), { duration: 8 })).toEqual(['0:00', '0:02', '0:04', '0:06'])
    expect(codes([0, 1].map(picture))).toEqual([undefined, undefined])
  })

  test('tell neighbours apart', () => {
    const at = (apart: number) =>
      codes([0, 1, 2].map((index) => ({ ...picture(index), atSeconds: index * apart })))
    expect(new Set(at(0.5)).size).toBe(3)
    expect(new Set(at(1 / 60)).size).toBe(3)
    expect(at(10)).toEqual(['0:00', '0:10', '0:20'])
  })
})

describe('pictures of the file itself', () => {
  const local = (count: number, taken = count) => ({
    count,
    urls: Array.from({ length: taken }, (_, place) => `blob:${place}`),
    duration: 24,
    width: 320,
    height: 180,
  })
  const frames = (frameCount: number, arrived: readonly number[] = [], taken = 12) =>
    galleryFrames({
      frames: { fileId: 'film', frames: arrived.map(picture), frameCount, complete: false },
      isOver: false,
      local: local(12, taken),
      video: { duration: 24 },
      messages,
    })

  test('take the places of frames that have not arrived, and leave them one by one', () => {
    expect(frames(24).map(({ status }) => status)).toEqual(Array.from({ length: 24 }, () => 'preview'))
    const some = frames(24, [0, 1])
    expect(some.map(({ status }) => status).slice(0, 3)).toEqual(['ready', 'ready', 'preview'])
    expect(some.map(({ index }) => index)).toEqual(frames(24).map(({ index }) => index))
    expect(some[2]?.url).toBe('blob:1')
  })

  test('are as many as there will be pictures where nobody knows how many frames', () => {
    expect(frames(0, [], 3).map(({ status }) => status)).toEqual([
      ...['preview', 'preview', 'preview'],
      ...Array.from({ length: 9 }, () => 'pending'),
    ])
    expect(frames(0)[1]?.label).toBe('Preview at 0:02. Preview from your device')
  })

  test('do not stand for a thousand others', () => {
    const many = frames(12_000)
    expect(many.filter(({ status }) => status === 'preview')).toHaveLength(12)
    expect(many[1000]?.url).toBe('blob:1')
  })
})

test('a failed video’s frames leave no holes for those that never come', () => {
  const failed = galleryFrames({
    frames: { fileId: 'film', frames: [picture(0), picture(2)], frameCount: 8, complete: false },
    isOver: true,
    local: undefined,
    video: undefined,
    messages,
  })
  expect(failed.map(({ status, frame }) => [status, frame?.index])).toEqual([
    ['ready', 0],
    ['ready', 2],
  ])
})

describe('a selection', () => {
  test('grows and shrinks by one, and by a range that may turn around', () => {
    const two = toggleSelection(toggleSelection(noSelection, 3), 7)
    expect(selectedIndexes(two)).toEqual([3, 7])
    expect(selectedIndexes(extendSelection(two, 9, 0))).toEqual([3, 7, 8, 9])
    expect(selectedIndexes(extendSelection(extendSelection(two, 9, 0), 5, 0))).toEqual([3, 5, 6, 7])
    expect(selectedIndexes(toggleSelection(extendSelection(two, 9, 0), 8))).toEqual([3, 7, 9])
    expect(selectedIndexes(extendSelection(noSelection, 4, 2))).toEqual([2, 3, 4])
  })

  test('says of each frame what it says of all', () => {
    const places = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(fc.array(places), places, places, (kept, anchor, reach) => {
        const selection = extendSelection(toggleSelection(selectionOf(kept), anchor), reach, 0)
        const all = new Set(selectedIndexes(selection))
        for (let index = 0; index <= 40; index++) expect(isSelected(selection, index)).toBe(all.has(index))
      }),
    )
  })
})

test('a blank picture is one of a single colour, give or take what encoders do', () => {
  const of = (...pixels: number[][]) => ({
    data: new Uint8ClampedArray(pixels.flatMap((rgb) => [...rgb, 255])),
  })
  expect(isBlank(of([0, 0, 0], [2, 0, 1], [0, 3, 0]))).toBe(true)
  expect(isBlank(of([250, 250, 250], [252, 251, 250]))).toBe(true)
  expect(isBlank(of([10, 10, 10], [10, 10, 40]))).toBe(false)
})

test('a saved frame is called after its video and its place', () => {
  const frame = { index: 4, url: 'https://store.invalid/a.PNG?signature=x' } as Parameters<
    typeof frameFileName
  >[0]
  expect(frameFileName(frame, 'My film.mp4')).toBe('My film-0005.png')
  expect(frameFileName({ ...frame, url: 'blob:x' }, undefined)).toBe('frame-0005.jpg')
})
