import { toUploadError, UploadError } from '../../errors.ts'
import { createSubscribable } from '../../lib/subscribable.ts'
import type { AddOptions } from '../../uploader/create-upload.ts'
import { isSettled } from '../../uploader/upload.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import type { Chunk } from '../chunk.ts'
import type { UploadFormat } from '../i18n/format.ts'
import type { ErrorMessages, IdleDropzoneMessages } from '../i18n/messages.ts'
import { describeAccept, flattenAccept } from './accepted-types.ts'
import { initialFieldState, type FieldState } from './field-state.ts'
import { dropzoneCode, type DropzoneChunk } from './load-dropzone.ts'
import { selectionFromFiles, selectionFromTransfer, type Selection } from './selection.ts'
import type { DuplicatePolicy } from './sort-files.ts'
import type { FileLimits, ValidateFile } from './validate.ts'

/** A file that the dropzone rejected, with the reason. */
export type FileRejection = {
  /** The file's name, with its path where it came in a folder. */
  name: string
  /** Absent where the file could not be read. */
  file?: File | undefined
  /** Its `message` is in the words of the provider, or those of `validate`. */
  error: UploadError
}

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
  messages: IdleDropzoneMessages
  errors: ErrorMessages
  format: UploadFormat
  multiple: boolean
  duplicates: DuplicatePolicy
  metadata?: AddOptions['metadata']
}

const initialState: SelectionState = {
  isReading: false,
  filesFound: 0,
  rejections: [],
  duplicates: [],
  uploadIds: [],
  lastResult: undefined,
}

/** The selections of one dropzone. */
export type FileSelection = ReturnType<typeof createFileSelection>

/** Functions of the page that the code for selections uses. */
export const selectionTools = { flattenAccept, describeAccept }

/**
 * The selections of a dropzone, whose files are added to the uploader. The code that reads and validates them is loaded
 * with the first one; if that fails, its files are rejected with the error.
 *
 * @param getRules called for each selection
 */
export function createFileSelection(
  uploader: Uploader,
  getRules: () => SelectionRules,
  code: Pick<Chunk<DropzoneChunk>, 'get' | 'load'> = dropzoneCode,
) {
  const { subscribe, notify } = createSubscribable()
  let state = initialState
  let readField: ReturnType<DropzoneChunk['createFieldReader']> | undefined

  const get = () => state
  function update(change: Partial<SelectionState>) {
    state = { ...state, ...change }
    notify()
  }
  const reader = createLazyReader({ uploader, getRules, get, update }, code)
  // Opened at once, as a `DataTransfer` is empty after its event.
  const add = (open: () => Selection): Promise<void> => reader.add(tryOpen(open))

  return {
    add,
    addTransfer(transfer: DataTransfer) {
      void add(() => selectionFromTransfer(transfer))
    },
    addInput(input: HTMLInputElement) {
      void add(() => selectionFromFiles(input.files ?? []))
      // `change` is not dispatched when the same file is chosen again, unless the value is reset.
      input.value = ''
    },
    /** Cancels when the dropzone unmounts, with a rejection in case that it was only hidden and is shown again. */
    interrupt() {
      const count = reader.abortAll()
      if (count === 0) return
      const { messages } = getRules()
      const error = new UploadError('aborted', messages.validationFailed)
      const rejection: FileRejection = { name: messages.unreadableName, error }
      const rejections = [...state.rejections, ...Array.from({ length: count }, () => rejection)]
      update({ ...idle, rejections })
    },
    actions: {
      cancelReading() {
        if (reader.abortAll() > 0) update(idle)
      },
      clearRejections: () => update({ rejections: [] }),
      addDuplicate: (id?: string) => reader.resolveDuplicates('add', id),
      skipDuplicate: (id?: string) => reader.resolveDuplicates('skip', id),
      /** Also removes every upload that this dropzone added. */
      reset() {
        reader.abortAll()
        const { uploadIds } = state
        update(initialState)
        uploader.remove(uploadIds)
      },
    },
    /** The state of its uploads as the field of a form. */
    field(): FieldState {
      readField ??= code.get()?.createFieldReader(uploader, initialFieldState, isSettled)
      return readField?.(state.uploadIds) ?? initialFieldState
    },
    get,
    subscribe,
  }
}

type SelectionReader = ReturnType<DropzoneChunk['createSelectionReader']>
type ReaderTarget = Parameters<DropzoneChunk['createSelectionReader']>[0]

/** Reads, validates and adds selections; the code for it is loaded with the first one. */
function createLazyReader(target: ReaderTarget, code: Pick<Chunk<DropzoneChunk>, 'get' | 'load'>) {
  const { getRules, get, update } = target
  let reader: SelectionReader | undefined
  // Selections that wait for the code.
  let waiting = new Set<Selection>()

  function addNow({ createSelectionReader }: DropzoneChunk, selection: Selection): Promise<void> {
    reader ??= createSelectionReader(target, selectionTools)
    return reader.add(selection)
  }

  async function addLater(selection: Selection): Promise<void> {
    const current = waiting.add(selection)
    update({ isReading: true })
    const loaded = await code.load().catch((error: unknown) => ({ error }))
    if (!current.delete(selection) || current !== waiting) return undefined
    if (!('error' in loaded)) return addNow(loaded, selection)
    const rejections = selection.names.map((name) => rejectUnloaded(name, loaded.error, getRules()))
    const { rejections: earlier, lastResult } = get()
    return update({
      isReading: waiting.size > 0,
      rejections: [...earlier, ...rejections],
      lastResult: { id: (lastResult?.id ?? 0) + 1, added: 0, rejections, asked: 0 },
    })
  }

  return {
    add(selection: Selection): Promise<void> {
      const chunk = code.get()
      return chunk ? addNow(chunk, selection) : addLater(selection)
    },
    /** Returns how many selections there were. */
    abortAll(): number {
      const { size } = waiting
      waiting = new Set()
      return size + (reader?.abortAll() ?? 0)
    },
    resolveDuplicates: (action: 'add' | 'skip', id?: string) => reader?.resolveDuplicates(action, id),
  }
}

const idle = { isReading: false, filesFound: 0 }

/** A selection that cannot be opened fails when it is read. */
function tryOpen(open: () => Selection): Selection {
  try {
    return open()
  } catch (cause) {
    return { hasDirectories: false, names: [''], read: () => Promise.reject(cause) }
  }
}

/** The rejection of an item that was not read, since the code for it could not be loaded. */
function rejectUnloaded(name: string, cause: unknown, { messages, errors }: SelectionRules): FileRejection {
  const error = toUploadError(cause, 'network', messages.validationFailed)
  return {
    name: name || messages.unreadableName,
    error: new UploadError(error.code, errors.describe(error), { cause }),
  }
}
