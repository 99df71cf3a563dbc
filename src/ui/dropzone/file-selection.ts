import { toUploadError, UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'
import { createSubscribable } from '../../lib/subscribable.ts'
import type { AddOptions } from '../../uploader/create-upload.ts'
import { requestFrame } from '../../uploader/scheduling/schedule-frame.ts'
import { isSettled } from '../../uploader/upload.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import type { UploadFormat } from '../i18n/format.ts'
import type { DropzoneMessages, ErrorMessages } from '../i18n/messages.ts'
import { flattenAccept } from './accepted-types.ts'
import { describeAccept } from './labels.ts'
import { initialFieldState, type FieldState } from './field-state.ts'
import { dropzoneLoader, type DropzoneChunk } from './load-dropzone.ts'
import { toRejection, type FileRejection } from './rejection.ts'
import type { Selection } from './selection.ts'
import type { DuplicatePolicy } from './sort-files.ts'
import type { FileLimits, ValidatedSelection, ValidateFile, ValidationRules } from './validate.ts'

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
export type SelectionRules = FileLimits & {
  validate?: ValidateFile | undefined
  messages: DropzoneMessages
  errors: ErrorMessages
  format: UploadFormat
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
 * Selections are independent of each other: each is read to its end, validated, and added as a whole. The code that
 * does so is loaded with the first one; if that fails, its files are rejected with the error.
 *
 * @param getRules called for each selection
 */
export function createFileSelection(
  uploader: Uploader,
  getRules: () => SelectionRules,
  loader = dropzoneLoader,
) {
  const reads = createReads(() => update())
  const { subscribe, notify } = createSubscribable()
  let state = initialState
  let readField: ReturnType<DropzoneChunk['createFieldReader']> | undefined

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

  function validationRules(): ValidationRules {
    const { accept, ...rules } = getRules()
    const acceptedTypes = flattenAccept(accept)
    return { ...rules, acceptedTypes, acceptedNames: describeAccept(accept, rules.messages) }
  }

  async function validate(selection: Selection, { signal, onFound }: Read): Promise<ValidatedSelection> {
    const chunk = await loader.load().catch((error: unknown) => ({ error }))
    if ('error' in chunk) {
      const rejections = selection.names.map((name) => rejectUnloaded(name, chunk.error, getRules()))
      return { accepted: [], rejections }
    }
    const { files, failures } = await selection.read({ signal, onFound })
    const { accepted, rejections } = await chunk.validateFiles(files, validationRules(), signal)
    const { messages } = getRules()
    return {
      accepted,
      rejections: [...failures.map((failure) => toRejection(failure, messages)), ...rejections],
    }
  }

  /** Adds the files that fit and reports the others. */
  function finish(selection: ValidatedSelection, policy: DuplicatePolicy) {
    const rules = { ...getRules(), duplicates: policy }
    const options = { uploader, remainingSlots: remainingSlots(), pending: state.duplicates }
    const sorted = loader.get()?.sortFiles(selection, rules, options)
    // Without the code that sorts files, none has been accepted.
    const { admitted, duplicates, rejections } = sorted ?? {
      admitted: [],
      duplicates: [],
      rejections: selection.rejections,
    }
    const added = uploader.add(admitted, { metadata: rules.metadata })
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
      const { signal } = read
      try {
        const selection = open()
        // Plain files are read within a moment: a busy state would only flash.
        if (!loader.get() || selection.hasDirectories || getRules().validate) update()
        const result = await raceAbort(validate(selection, read), signal)
        read.end()
        finish(result, getRules().duplicates)
      } catch (cause) {
        if (signal.aborted) return
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
    /** The state of its uploads as the field of a form. */
    field(): FieldState {
      readField ??= loader.get()?.createFieldReader(uploader, initialFieldState, isSettled)
      return readField?.(state.uploadIds) ?? initialFieldState
    },
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

type Read = { signal: AbortSignal; onFound(count: number): void }

/** The rejection of an item that was not read, since the code for it could not be loaded. */
function rejectUnloaded(name: string, cause: unknown, { messages, errors }: SelectionRules): FileRejection {
  const error = toUploadError(cause, 'network', messages.unreadable)
  return {
    name: name || messages.unreadableName,
    error: new UploadError(error.code, errors.describe(error), { cause }),
  }
}
