import { UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import { createId } from '../../uploader/create-id.ts'
import type { AddOptions } from '../../uploader/create-upload.ts'
import { requestFrame } from '../../uploader/scheduling/schedule-frame.ts'
import type { FileRejection } from './validate-file.ts'
import { partitionFiles, duplicateKey, getDuplicateKeys, type DuplicatePolicy } from './partition-files.ts'
import { initialSelection, type DuplicateFile, type SelectionState } from './selection-state.ts'
import { validateSelection, type JudgeRules, type ValidationResult } from './validate-selection.ts'
import { getRelativePath } from './relative-path.ts'
import type { Selection } from './read-selection.ts'

/** What files are judged by. */
export type IntakeRules = JudgeRules & {
  multiple: boolean
  duplicates: DuplicatePolicy
  metadata?: AddOptions['metadata']
}

type ReadRun = { controller: AbortController; found: number }

/** Takes a dropzone's files from selection to engine. */
export type FileSelection = ReturnType<typeof createFileSelection>

/**
 * Takes selections that do not disturb each other: each is read to its end, judged, and handed to the engine whole.
 *
 * @param rules asked anew each time
 */
export function createFileSelection(engine: Uploader, rules: () => IntakeRules) {
  const runs = new Set<ReadRun>()
  const listeners = new Set<() => void>()
  let state = initialSelection
  let callOff: (() => void) | undefined

  function set(change: Partial<SelectionState> = {}) {
    callOff?.()
    callOff = undefined
    const filesFound = [...runs].reduce((sum, run) => sum + run.found, 0)
    state = { ...state, isReading: runs.size > 0, filesFound, ...change }
    for (const listener of listeners) listener()
  }

  function room(): number {
    const { maxFiles = Infinity } = rules()
    const held = state.uploadIds.filter((id) => (engine.get(id)?.state.status ?? 'cancelled') !== 'cancelled')
    return Math.max(0, maxFiles - held.length)
  }

  async function read(selection: Selection, run: ReadRun): Promise<ValidationResult> {
    const { signal } = run.controller
    function onFound(count: number) {
      run.found = count
      callOff ??= requestFrame(set)
    }
    const files = await selection.read({ signal, onFound })
    return validateSelection(files, rules(), signal)
  }

  /** Adds what fits and tells what became of the rest. */
  function settle({ accepted, rejections }: ValidationResult, policy: DuplicatePolicy) {
    const { multiple, maxFiles = Infinity, metadata, messages } = rules()
    const left = room()
    const { admitted, duplicates, tooMany } = partitionFiles(accepted, {
      policy,
      known: getDuplicateKeys(engine.uploads()),
      room: multiple ? left : Math.min(1, left),
    })
    const full =
      multiple || left === 0 ? messages.dropzone.tooManyFiles(maxFiles) : messages.dropzone.oneAtATime
    const asked = policy === 'ask' ? toDuplicatePrompts(duplicates) : []
    const refused = [
      ...rejections,
      ...(policy === 'skip' ? duplicates.map(refusal('duplicate', messages.dropzone.duplicate)) : []),
      ...tooMany.map(refusal('too-many-files', full)),
    ]
    const added = engine.add(admitted, { metadata })
    set({
      uploadIds: [...state.uploadIds, ...added.map(({ id }) => id)],
      rejections: [...state.rejections, ...refused],
      duplicates: [...state.duplicates, ...asked],
      news: { id: (state.news?.id ?? 0) + 1, added: added.length, rejections: refused, asked: asked.length },
    })
  }

  /** Nobody is asked twice about one file. */
  function toDuplicatePrompts(files: readonly File[]): readonly DuplicateFile[] {
    const asked = new Set(state.duplicates.map(({ file }) => duplicateKey(file)))
    return files.flatMap((file) => {
      const key = duplicateKey(file)
      if (asked.has(key)) return []
      asked.add(key)
      return { id: createId(), name: getRelativePath(file), file }
    })
  }

  function stopReading() {
    for (const { controller } of runs) controller.abort()
    runs.clear()
  }

  return {
    /** Reads, judges and adds a selection. Others that are under way go on beside it. */
    async take(selection: Selection): Promise<void> {
      const run: ReadRun = { controller: new AbortController(), found: 0 }
      const { signal } = run.controller
      runs.add(run)
      // Plain files are there in a moment: nothing needs to flash.
      if (selection.hasFolders || rules().validate) set()
      try {
        const judged = await raceAbort(read(selection, run), signal)
        runs.delete(run)
        settle(judged, rules().duplicates)
      } catch (error) {
        if (signal.aborted) return
        runs.delete(run)
        set()
        throw error
      }
    },
    /** Ends what is being read or judged; nothing of it is added. */
    cancel() {
      if (runs.size === 0) return
      stopReading()
      set()
    },
    /** Ends it too, for a dropzone that goes, and says so there in case it comes back. */
    interrupt() {
      if (runs.size === 0) return
      const { messages } = rules()
      const name = messages.dropzone.unreadableName
      const error = new UploadError('aborted', messages.dropzone.validationFailed)
      const lost = [...runs].map((): FileRejection => ({ name, error }))
      stopReading()
      set({ rejections: [...state.rejections, ...lost] })
    },
    clearRejections() {
      set({ rejections: [] })
    },
    /** Adds duplicates all the same, or lets go of them; without an id, all. */
    answer(answer: 'add' | 'skip', id?: string) {
      const meant = state.duplicates.filter((duplicate) => id === undefined || duplicate.id === id)
      set({ duplicates: state.duplicates.filter((duplicate) => !meant.includes(duplicate)) })
      if (answer === 'add') settle({ accepted: meant.map(({ file }) => file), rejections: [] }, 'allow')
    },
    /** As on the first day: what was added is cancelled, where it is on its way, and taken off the list. */
    reset() {
      stopReading()
      const { uploadIds } = state
      set(initialSelection)
      engine.remove(uploadIds)
    },
    /** How many more files fit. */
    room,
    get: (): SelectionState => state,
    subscribe(listener: () => void): () => void {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}

function refusal(code: 'duplicate' | 'too-many-files', message: string) {
  return (file: File): FileRejection => ({
    name: getRelativePath(file),
    file,
    error: new UploadError(code, message),
  })
}
