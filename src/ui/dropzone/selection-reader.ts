import { UploadError } from '../../errors.ts'
import { raceAbort } from '../../lib/abort.ts'
import { requestFrame } from '../../lib/time.ts'
import type { Uploader } from '../../uploader/uploader.ts'
import type { DropzoneMessages } from '../i18n/messages.ts'
import type { ReadError } from './directory.ts'
import type { FileRejection, selectionTools, SelectionRules, SelectionState } from './file-selection.ts'
import { withEnglish } from './labels.ts'
import type { ReadOptions } from './read-selection.ts'
import type { Selection } from './selection.ts'
import { remainingSlots, sortFiles, type DuplicatePolicy } from './sort-files.ts'
import { validateFiles, type ValidatedSelection } from './validate.ts'

/** What a reader reads for, and where it keeps its state. */
type Target = {
  uploader: Uploader
  getRules(): SelectionRules
  get(): SelectionState
  update(change: Partial<SelectionState>): void
}

/** Reads selections independently of each other: each to its end, validated, and added as a whole. */
export function createSelectionReader(
  { uploader, get, update, ...target }: Target,
  { flattenAccept, describeAccept }: typeof selectionTools,
) {
  function getRules() {
    const rules = target.getRules()
    return { ...rules, messages: withEnglish(rules.messages) }
  }
  const reads = createReads(() => update(reads.progress()))

  async function validate(selection: Selection, read: ReadOptions): Promise<ValidatedSelection> {
    const { files, failures } = await selection.read(read)
    const { accept, ...rules } = getRules()
    const acceptedTypes = flattenAccept(accept)
    const acceptedNames = describeAccept(accept, rules.messages)
    const validated = await validateFiles(files, { ...rules, acceptedTypes, acceptedNames }, read.signal)
    const unread = failures.map((failure) => toRejection(failure, rules.messages))
    return { accepted: validated.accepted, rejections: [...unread, ...validated.rejections] }
  }

  /** Adds the files that fit and reports the others. */
  function finish(selection: ValidatedSelection, policy: DuplicatePolicy) {
    const rules = { ...getRules(), duplicates: policy }
    const slots = remainingSlots(uploader, get().uploadIds, rules.maxFiles)
    const options = { uploader, remainingSlots: slots, pending: get().duplicates }
    const { admitted, duplicates, rejections } = sortFiles(selection, rules, options)
    const added = uploader.add(admitted, { metadata: rules.metadata })
    const state = get()
    const id = (state.lastResult?.id ?? 0) + 1
    update({
      ...reads.progress(),
      uploadIds: [...state.uploadIds, ...added.map((upload) => upload.id)],
      rejections: [...state.rejections, ...rejections],
      duplicates: [...state.duplicates, ...duplicates],
      lastResult: { id, added: added.length, rejections, asked: duplicates.length },
    })
  }

  return {
    async add(selection: Selection): Promise<void> {
      const read = reads.start()
      const { signal } = read
      try {
        // Plain files are read within a moment: a busy state would only flash.
        if (selection.hasDirectories || getRules().validate) update(reads.progress())
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
    /** Returns how many selections there were. */
    abortAll: reads.abortAll,
    resolveDuplicates(action: 'add' | 'skip', id?: string) {
      const { duplicates } = get()
      const resolved = duplicates.filter((duplicate) => id === undefined || duplicate.id === id)
      update({ duplicates: duplicates.filter((duplicate) => !resolved.includes(duplicate)) })
      const accepted = resolved.map(({ file }) => file)
      if (action === 'add') finish({ accepted, rejections: [] }, 'allow')
    },
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

/** The rejection of an item that could not be read. */
function toRejection({ name, reason, cause }: ReadError, messages: DropzoneMessages): FileRejection {
  const message = reason === 'empty-folder' ? messages.emptyFolder : messages.unreadable
  return {
    name: name || messages.unreadableName,
    error: new UploadError('file-unreadable', message, { cause }),
  }
}
