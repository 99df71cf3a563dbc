/** Which frames are selected: those that were before, and a stretch from `anchor` to `reach`. */
export type GallerySelection = {
  kept: ReadonlySet<number>
  /** Where a range begins: what was selected or deselected last. */
  anchor: number | undefined
  /** How far the range goes. It may shrink again, so it is not in `kept` yet. */
  reach: number | undefined
}

export const noSelection: GallerySelection = { kept: new Set(), anchor: undefined, reach: undefined }

export function isSelected({ kept, anchor, reach }: GallerySelection, index: number): boolean {
  if (kept.has(index)) return true
  if (anchor === undefined || reach === undefined) return false
  return index >= Math.min(anchor, reach) && index <= Math.max(anchor, reach)
}

/** What is selected, in order. */
export function selectedIndexes({ kept, anchor, reach }: GallerySelection): readonly number[] {
  const all = new Set(kept)
  if (anchor !== undefined && reach !== undefined) {
    for (let index = Math.min(anchor, reach); index <= Math.max(anchor, reach); index++) all.add(index)
  }
  return [...all].sort((a, b) => a - b)
}

/** The frames of some places and no others. */
export function selectionOf(indexes: Iterable<number>): GallerySelection {
  const kept = new Set(indexes)
  return { kept, anchor: [...kept].at(-1), reach: undefined }
}

/** One more, or one less. */
export function toggleSelection(selection: GallerySelection, index: number): GallerySelection {
  const kept = new Set(selectedIndexes(selection))
  if (!kept.delete(index)) kept.add(index)
  return { kept, anchor: index, reach: undefined }
}

/** Everything between where the range began and `index`, whether or not it is on the page. */
export function extendSelection(selection: GallerySelection, index: number, from: number): GallerySelection {
  return { ...selection, anchor: selection.anchor ?? from, reach: index }
}
