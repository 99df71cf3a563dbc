import { UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'
import { createSubscribable } from '../../lib/subscribable.ts'
import { createId } from '../../uploader/create-id.ts'
import type { AddOptions } from '../../uploader/create-upload.ts'
import { requestFrame } from '../../uploader/scheduling/schedule-frame.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import { duplicateKey, getDuplicateKeys, partitionFiles, type DuplicatePolicy } from './partition-files.ts'
import type { Selection } from './read-selection.ts'
import { getRelativePath } from './relative-path.ts'
import {
  toRejection,
  validateSelection,
  type FileRejection,
  type ValidatedSelection,
  type ValidationRules,
} from './validate.ts'

/** A file that is already among the uploads and waits for the user's decision. */
export type DuplicateFile = {
  id: string
  /** The file's name, with its path where it came in a folder. */
  name: string
  file: File
}

/** What became of the last selection. */
export type SelectionResult = {
  id: number
  added: number
  rejections: readonly FileRejection[]
  /** Duplicates that wait for a decision. */
  asked: number
}

/** The files of a dropzone before they are uploads, and the ids of those that are. */
export type SelectionState = {
  /** Whether a selection is still being read or validated. */
  isReading: boolean
  /** Files found by the selections that are being read. */
  filesFound: number
  rejections: readonly FileRejection[]
  duplicates: readonly DuplicateFile[]
  /** Uploads that this dropzone added, oldest first, removed ones included. */
  uploadIds: readonly string[]
  lastResult: SelectionResult | undefined
}

/** What selections are validated against, and how their files are added. */
export type SelectionRules = ValidationRules & {
  multiple: boolean
  duplicates: DuplicatePolicy
  metadata?: AddOptions['metadata']
}

/** Reads and validates the selections of a dropzone and adds their files to the uploader. */
export type FileSelection = ReturnType<typeof createFileSelection>

const initialState: SelectionState = {
  isReading: false,
  filesFound: 0,
  rejections: [],
  duplicates: [],
  uploadIds: [],
  lastResult: undefined,
}

/**
 * Selections are independent of each other: each is read to its end, validated, and added as a whole.
 *
 * @param getRules called for each selection
 */
export function createFileSelection(uploader: Uploader, getRules: () => SelectionRules) {
  const reads = createReads(() => update())
  const { subscribe, notify } = createSubscribable()
  let state = initialState

  function update(change: Partial<SelectionState> = {}) {
    state = { ...state, ...reads.progress(), ...change }
    notify()
  }

  /** How many more files fit. */
  function remainingSlots(): number {
    const { maxFiles = Infinity } = getRules()
    const isHeld = (id: string) => (uploader.get(id)?.state.status ?? 'cancelled') !== 'cancelled'
    return Math.max(0, maxFiles - state.uploadIds.filter(isHeld).length)
  }

  /** Adds the files that fit and reports the others. */
  function finish(selection: ValidatedSelection, policy: DuplicatePolicy) {
    const rules = { ...getRules(), duplicates: policy }
    const sorted = sortFiles(selection, rules, { uploader, remainingSlots: remainingSlots() })
    const duplicates = toDuplicatePrompts(sorted.duplicates, state.duplicates)
    const { rejections } = sorted
    const added = uploader.add(sorted.admitted, { metadata: rules.metadata })
    const id = (state.lastResult?.id ?? 0) + 1
    update({
      uploadIds: [...state.uploadIds, ...added.map((upload) => upload.id)],
      rejections: [...state.rejections, ...rejections],
      duplicates: [...state.duplicates, ...duplicates],
      lastResult: { id, added: added.length, rejections, asked: duplicates.length },
    })
  }

  return {
    /**
     * Reads, validates and adds a selection.
     *
     * @param open called at once, as a `DataTransfer` is empty after its event
     */
    async add(open: () => Selection): Promise<void> {
      const read = reads.start()
      try {
        const selection = open()
        // Plain files are read within a moment: a busy state would only flash.
        if (selection.hasDirectories || getRules().validate) update()
        const { signal, onFound } = read
        const validated = selection
          .read({ signal, onFound })
          .then((files) => validateSelection(files, getRules(), signal))
        const result = await raceAbort(validated, signal)
        read.end()
        finish(result, getRules().duplicates)
      } catch (cause) {
        if (read.signal.aborted) return
        read.end()
        const rejection = toRejection({ name: '', reason: 'unreadable', cause }, getRules().messages)
        finish({ accepted: [], rejections: [rejection] }, 'allow')
      }
    },
    /** Cancels what is being read or validated; none of it is added. */
    cancel() {
      if (reads.abortAll() > 0) update()
    },
    /** Cancels when the dropzone unmounts, with a rejection in case that it was only hidden and is shown again. */
    interrupt() {
      const count = reads.abortAll()
      if (count === 0) return
      const { messages } = getRules()
      const error = new UploadError('aborted', messages.validationFailed)
      const rejection: FileRejection = { name: messages.unreadableName, error }
      update({ rejections: [...state.rejections, ...Array.from({ length: count }, () => rejection)] })
    },
    clearRejections() {
      update({ rejections: [] })
    },
    /** Adds a duplicate or drops it; without an id, all of them. */
    resolveDuplicates(action: 'add' | 'skip', id?: string) {
      const resolved = state.duplicates.filter((duplicate) => id === undefined || duplicate.id === id)
      update({ duplicates: state.duplicates.filter((duplicate) => !resolved.includes(duplicate)) })
      const accepted = resolved.map(({ file }) => file)
      if (action === 'add') finish({ accepted, rejections: [] }, 'allow')
    },
    /** Returns to the initial state and removes every upload that this dropzone added. */
    reset() {
      reads.abortAll()
      const { uploadIds } = state
      update(initialState)
      uploader.remove(uploadIds)
    },
    remainingSlots,
    get: (): SelectionState => state,
    subscribe,
  }
}

/** The selections that are being read, side by side. `onProgress` is called at most once a frame. */
function createReads(onProgress: () => void) {
  const counts = new Map<AbortController, number>()
  let cancelFrame: (() => void) | undefined
  return {
    start() {
      const controller = new AbortController()
      counts.set(controller, 0)
      return {
        signal: controller.signal,
        onFound(count: number) {
          if (!counts.has(controller)) return
          counts.set(controller, count)
          cancelFrame ??= requestFrame(onProgress)
        },
        end() {
          counts.delete(controller)
        },
      }
    },
    /** The progress of all; forgets a frame that was requested for it. */
    progress(): Pick<SelectionState, 'isReading' | 'filesFound'> {
      cancelFrame?.()
      cancelFrame = undefined
      const filesFound = [...counts.values()].reduce((sum, count) => sum + count, 0)
      return { isReading: counts.size > 0, filesFound }
    },
    /** Returns how many there were. */
    abortAll(): number {
      const controllers = [...counts.keys()]
      counts.clear()
      for (const controller of controllers) controller.abort()
      return controllers.length
    },
  }
}

/** Separates the files of a selection that fit from duplicates, and from those that are rejected. */
function sortFiles(
  { accepted, rejections }: ValidatedSelection,
  { multiple, maxFiles = Infinity, duplicates: policy, messages }: SelectionRules,
  { uploader, remainingSlots }: { uploader: Uploader; remainingSlots: number },
) {
  const { admitted, duplicates, tooMany } = partitionFiles(accepted, {
    policy,
    existingKeys: policy === 'allow' ? [] : getDuplicateKeys(uploader.uploads()),
    remainingSlots: multiple ? remainingSlots : Math.min(1, remainingSlots),
  })
  const isFull = multiple || remainingSlots === 0
  const tooManyMessage = isFull ? messages.tooManyFiles(maxFiles) : messages.oneAtATime
  const skipped = policy === 'skip' ? duplicates : []
  return {
    admitted,
    duplicates: policy === 'ask' ? duplicates : [],
    rejections: [
      ...rejections,
      ...skipped.map((file) => rejectFile(file, 'duplicate', messages.duplicate)),
      ...tooMany.map((file) => rejectFile(file, 'too-many-files', tooManyMessage)),
    ],
  }
}

function rejectFile(file: File, code: 'duplicate' | 'too-many-files', message: string): FileRejection {
  return { name: getRelativePath(file), file, error: new UploadError(code, message) }
}

/** One prompt for each file about which there is none yet. */
function toDuplicatePrompts(
  files: readonly File[],
  existing: readonly DuplicateFile[],
): readonly DuplicateFile[] {
  const keys = new Set(existing.map(({ file }) => duplicateKey(file)))
  return files.flatMap((file) => {
    const key = duplicateKey(file)
    if (keys.has(key)) return []
    keys.add(key)
    return { id: createId(), name: getRelativePath(file), file }
  })
}
