import { createChunk, type Chunk } from '../chunk.ts'
import type { IdleDropzoneMessages, MessageGroupName, SelectionMessages, UploadMessages } from './messages.ts'

/** A group of texts whose English is loaded when it is first needed. */
export type MessageGroup<Name extends MessageGroupName, Texts extends object = UploadMessages[Name]> = {
  name: Name
  /** Every text of the group, empty: used until the English texts have been loaded. */
  empty: Texts
  english: Chunk<Texts>
}

/** Texts of the dropzone. */
export const dropzoneMessages: MessageGroup<'dropzone', IdleDropzoneMessages> = /* @__PURE__ */ createGroup(
  'dropzone',
  async () => (await import('./en/dropzone.ts')).dropzone,
  'label prompt chooseFiles reading cancelReading chooseFolder takePhoto recordVideo dismissRejections unreadableName validationFailed required uploadsInProgress',
  'hint rejectionsTitle showMore uploadsFailed',
  {
    dragging: /* @__PURE__ */ emptyTexts('accept reject unknown'),
    typeNames: {},
  },
)

/** Texts of the dropzone about files that are dragged, read and validated. */
export const selectionMessages: MessageGroup<'dropzone', SelectionMessages> = /* @__PURE__ */ createGroup(
  'dropzone',
  async () => (await import('./en/selection.ts')).selection,
  'dropAnywhere emptyName unreadable emptyFolder duplicate oneAtATime addDuplicate skipDuplicate addAllDuplicates skipAllDuplicates',
  'filesFound dragRejected announcement tooLarge unsupportedType tooManyFiles duplicatesTitle addDuplicateNamed skipDuplicateNamed',
  {},
)

/** Texts of upload lists and rows. */
export const uploadsMessages: MessageGroup<'uploads'> = /* @__PURE__ */ createGroup(
  'uploads',
  async () => (await import('./en/uploads.ts')).uploads,
  'label empty willRestart retry pauseAll resumeAll cancelAll retryFailed clearCompleted',
  'summary progress amount speed timeLeft retrying cancelNamed pauseNamed resumeNamed retryNamed removeNamed',
  {
    status: /* @__PURE__ */ emptyTexts(
      'idle queued hashing signing uploading finishing processing retrying offline paused completed failed cancelled',
    ),
  },
)

/** Texts of the live region. */
export const announcerMessages: MessageGroup<'announcer'> = /* @__PURE__ */ createGroup(
  'announcer',
  async () => (await import('./en/announcer.ts')).announcer,
  'paused processing',
  'started progress summary',
  {},
)

/** Texts of the video frame gallery. */
export const galleryMessages: MessageGroup<'gallery'> = /* @__PURE__ */ createGroup(
  'gallery',
  async () => (await import('./en/gallery.ts')).gallery,
  'label empty loading processing notVideo failed retry frameLoading frameFailed openFrame close previousFrame nextFrame scrubberLabel localPreview deselectAll play pause viewportLabel zoomIn zoomOut openOriginal downloadOriginal retryFrame',
  'count failedCount frameLabel labelOf localPreviewLabel selectedCount typeahead',
  {},
)

type NamesOf<List extends string> = List extends `${infer Name} ${infer Rest}` ? Name | NamesOf<Rest> : List

/** A space-separated list of exactly these keys. */
type ListOf<Key extends string, List extends string> = [Key, NamesOf<List>] extends [NamesOf<List>, Key]
  ? List
  : never

type KeysOf<T, Value> = { [Key in keyof T]: T[Key] extends Value ? Key : never }[keyof T] & string

/** A group whose empty texts are made of lists of their names: those that are strings, and those that are functions. */
function createGroup<
  Name extends MessageGroupName,
  Texts extends object,
  Strings extends string,
  Functions extends string,
>(
  name: Name,
  load: () => Promise<Texts>,
  strings: Strings & ListOf<KeysOf<Texts, string>, Strings>,
  functions: Functions & ListOf<KeysOf<Texts, (...args: never[]) => string>, Functions>,
  others: Omit<Texts, NamesOf<Strings> | NamesOf<Functions>>,
): MessageGroup<Name, Texts> {
  const empty = { ...emptyTexts(strings), ...fill(functions, () => ''), ...others }
  return { name, empty: empty as unknown as Texts, english: createChunk(load) }
}

function emptyTexts<List extends string>(list: List): Record<NamesOf<List>, string> {
  return fill(list, '')
}

function fill<List extends string, T>(list: List, value: T): Record<NamesOf<List>, T> {
  return Object.fromEntries(list.split(' ').map((name) => [name, value])) as Record<NamesOf<List>, T>
}
