import type { Uploader } from '../../uploader/uploader.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import { isSettled } from '../../uploader/upload.ts'

/** What a form wants to know of a dropzone's uploads. */
export type FieldState = {
  /** Of the finished files, oldest first. */
  fileIds: readonly string[]
  /** Uploads that are waiting, on their way, or paused. */
  unfinished: number
  failed: number
}

/** Reads the state of some of an engine's uploads; gives the same object as long as nothing changed. */
export function createFieldReader(engine: Uploader) {
  let last: FieldState = { fileIds: [], unfinished: 0, failed: 0 }
  let lastIds: readonly string[] = []
  let lastCounts: UploadCounts | undefined
  return (uploadIds: readonly string[]): FieldState => {
    // Most of what ten thousand uploads tell is progress, which is nothing to a form.
    const { counts } = engine.totals()
    if (uploadIds === lastIds && lastCounts && isSameCounts(counts, lastCounts)) return last
    lastIds = uploadIds
    lastCounts = counts
    const uploads = uploadIds.flatMap((id) => engine.get(id) ?? [])
    const finished = uploads.flatMap(({ state, remote }) =>
      state.status === 'completed' && remote ? [remote.id] : [],
    )
    const next = {
      // Some backends give the same content the same file.
      fileIds: [...new Set(finished)],
      unfinished: uploads.filter(({ state }) => !isSettled(state.status)).length,
      failed: uploads.filter(({ state }) => state.status === 'failed').length,
    }
    if (!isSame(last, next)) last = next
    return last
  }
}

function isSame(a: FieldState, b: FieldState): boolean {
  return (
    a.unfinished === b.unfinished &&
    a.failed === b.failed &&
    a.fileIds.length === b.fileIds.length &&
    a.fileIds.every((id, place) => id === b.fileIds[place])
  )
}

/** Nothing ends, fails or goes without changing one of these. */
function isSameCounts(a: UploadCounts, b: UploadCounts): boolean {
  return (
    a.total === b.total && a.completed === b.completed && a.failed === b.failed && a.cancelled === b.cancelled
  )
}
