import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  emptySelection,
  extendSelection,
  galleryReducer,
  initialGallery,
  isSelected,
  selectedIndexes,
  selectionOf,
  toggleSelection,
  type GalleryAction,
} from '../../../src/ui/gallery/gallery-state.ts'

const reduce = (...actions: GalleryAction[]) => actions.reduce(galleryReducer, initialGallery('video'))

describe('galleryReducer', () => {
  test('refetches once when an image fails, and marks it as broken when it fails again', () => {
    const failed = { type: 'image-failed', index: 1 } as const
    expect(reduce(failed).images[1]).toEqual({ status: 'refetching', attempt: 0 })
    // The grid and the dialog both report it.
    expect(reduce(failed, failed).images[1]?.status).toBe('refetching')
    const retried = [failed, { type: 'frames-refetched' }] as const
    expect(reduce(...retried).images[1]).toEqual({ status: 'retrying', attempt: 1 })
    expect(reduce(...retried, { type: 'image-loaded', index: 1 }).images[1]?.status).toBe('loaded')
    expect(reduce(...retried, failed).images[1]?.status).toBe('broken')
  })

  test('retries one broken image or all of them', () => {
    const fail = (index: number): GalleryAction[] => [
      { type: 'image-failed', index },
      { type: 'frames-refetched' },
      { type: 'image-failed', index },
    ]
    const broken = [...fail(0), ...fail(3)]
    const statuses = (...actions: GalleryAction[]) =>
      Object.values(reduce(...broken, ...actions).images).map(({ status }) => status)
    expect(statuses()).toEqual(['broken', 'broken'])
    expect(statuses({ type: 'retry-images', index: 3 })).toEqual(['broken', 'refetching'])
    expect(statuses({ type: 'retry-images' })).toEqual(['refetching', 'refetching'])
  })

  test('stops the playback at a manual step, and ignores an advance after that', () => {
    const playing = { type: 'open', index: 2, isPlaying: true } as const
    expect(reduce(playing, { type: 'advance', index: 3 }).dialog).toMatchObject({ index: 3, isPlaying: true })
    const stepped = [playing, { type: 'show', index: 5 }] as const
    expect(reduce(...stepped).dialog).toMatchObject({ index: 5, isPlaying: false })
    expect(reduce(...stepped, { type: 'advance', index: 6 }).dialog?.index).toBe(5)
  })

  test('starts over with another file', () => {
    const state = reduce({ type: 'activate', index: 4 }, { type: 'change-file', fileId: 'other' })
    expect(state).toEqual(initialGallery('other'))
  })
})

describe('gallery selection', () => {
  test('toggles single frames and extends a range in both directions', () => {
    const two = toggleSelection(toggleSelection(emptySelection, 3), 7)
    expect(selectedIndexes(two)).toEqual([3, 7])
    expect(selectedIndexes(extendSelection(two, 9, 0))).toEqual([3, 7, 8, 9])
    expect(selectedIndexes(extendSelection(extendSelection(two, 9, 0), 5, 0))).toEqual([3, 5, 6, 7])
    expect(selectedIndexes(toggleSelection(extendSelection(two, 9, 0), 8))).toEqual([3, 7, 9])
    expect(selectedIndexes(extendSelection(emptySelection, 4, 2))).toEqual([2, 3, 4])
  })

  test('isSelected agrees with selectedIndexes', () => {
    const index = fc.integer({ min: 0, max: 40 })
    fc.assert(
      fc.property(fc.array(index), index, index, (indexes, anchor, rangeEnd) => {
        const selection = extendSelection(toggleSelection(selectionOf(indexes), anchor), rangeEnd, 0)
        const all = new Set(selectedIndexes(selection))
        for (let index = 0; index <= 40; index++) expect(isSelected(selection, index)).toBe(all.has(index))
      }),
    )
  })
})
