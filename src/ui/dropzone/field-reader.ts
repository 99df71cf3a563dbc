import type { UploadCounts } from '../../uploader/progress.ts'
import type { isSettled as isSettledStatus } from '../../uploader/upload.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import type { FieldState } from './field-state.ts'

/** Derives the state of some uploads; returns the same object while nothing changes. */
export function createFieldReader(
  uploader: Uploader,
  initial: FieldState,
  isSettled: typeof isSettledStatus,
) {
  let last = initial
  let lastIds: readonly string[] = []
  let lastCounts: UploadCounts | undefined
  return (uploadIds: readonly string[]): FieldState => {
    // Progress changes no count, and is most of what ten thousand uploads notify about.
    const { counts } = uploader.totals()
    if (uploadIds === lastIds && lastCounts && isSameCounts(counts, lastCounts)) return last
    lastIds = uploadIds
    lastCounts = counts
    const uploads = uploadIds.flatMap((id) => uploader.get(id) ?? [])
    const completed = uploads.flatMap(({ state, remote }) =>
      state.status === 'completed' && remote ? [remote.id] : [],
    )
    const next = {
      // A backend that deduplicates gives equal content the same id.
      fileIds: [...new Set(completed)],
      unfinished: uploads.filter(({ state }) => !isSettled(state.status)).length,
      failed: uploads.filter(({ state }) => state.status === 'failed').length,
    }
    if (!isSameState(last, next)) last = next
    return last
  }
}

function isSameState(a: FieldState, b: FieldState): boolean {
  return (
    a.unfinished === b.unfinished &&
    a.failed === b.failed &&
    a.fileIds.length === b.fileIds.length &&
    a.fileIds.every((id, index) => id === b.fileIds[index])
  )
}

/** No upload settles or is removed without a change in one of these. */
function isSameCounts(a: UploadCounts, b: UploadCounts): boolean {
  return (
    a.total === b.total && a.completed === b.completed && a.failed === b.failed && a.cancelled === b.cancelled
  )
}
