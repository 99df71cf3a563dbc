import type { UploadError } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadStatus } from '../../uploader/upload.ts'

/** Texts of the dropzone. */
export type DropzoneMessages = {
  /** Name of the dropzone's group. */
  label: string
  prompt: string
  chooseFiles: string
  dragging: Record<'accept' | 'reject' | 'unknown', string>
  reading: string
  /** Number of files found so far in a folder that is being read. */
  filesFound: (count: number) => string
  cancelReading: string
  chooseFolder: string
  takePhoto: string
  recordVideo: string
  /** While files are dragged over the dropzone and some will be rejected. */
  dragRejected: (drag: {
    total: number
    ofWrongType: number
    tooMany: number
    types: readonly string[]
  }) => string
  /** While files are dragged over the page, for a dropzone with `acceptPageDrops`. */
  dropAnywhere: string
  /** Announced to screen readers: the number of added, rejected (with the first reasons) and duplicate files. */
  announcement: (result: {
    added: number
    rejected: number
    reasons: readonly string[]
    duplicates: number
  }) => string
  /** Names of file kinds by the first half of their MIME type, for `image/*` for example. */
  typeNames: Readonly<Record<string, string>>
  /** The accepted types and limits, below the prompt. */
  hint: (limits: {
    types: readonly string[]
    maxSize: string | undefined
    maxFiles: number | undefined
    required: boolean
  }) => string
  rejectionsTitle: (count: number) => string
  dismissRejections: string
  /** Number of items that are not shown. */
  showMore: (count: number) => string
  tooLarge: (limit: string) => string
  unsupportedType: (types: readonly string[]) => string
  tooManyFiles: (limit: number) => string
  emptyName: string
  unreadable: string
  /** Shown instead of the name of an item that could not be read. */
  unreadableName: string
  emptyFolder: string
  duplicate: string
  oneAtATime: string
  /** The application's `validate` function threw. */
  validationFailed: string
  duplicatesTitle: (count: number) => string
  addDuplicateNamed: (name: string) => string
  /** Visible text of the button named by `addDuplicateNamed`. */
  addDuplicate: string
  skipDuplicateNamed: (name: string) => string
  /** Visible text of the button named by `skipDuplicateNamed`. */
  skipDuplicate: string
  addAllDuplicates: string
  skipAllDuplicates: string
  /** Validation message of a required dropzone without files. */
  required: string
  uploadsInProgress: string
  uploadsFailed: (count: number) => string
}

/** Texts of a dropzone about files that are dragged, read and validated: their English is loaded with the code for it. */
export type SelectionMessages = Pick<
  DropzoneMessages,
  | 'dragRejected'
  | 'dropAnywhere'
  | 'announcement'
  | 'filesFound'
  | 'tooLarge'
  | 'unsupportedType'
  | 'tooManyFiles'
  | 'emptyName'
  | 'unreadable'
  | 'emptyFolder'
  | 'duplicate'
  | 'oneAtATime'
  | 'duplicatesTitle'
  | 'addDuplicateNamed'
  | 'addDuplicate'
  | 'skipDuplicateNamed'
  | 'skipDuplicate'
  | 'addAllDuplicates'
  | 'skipAllDuplicates'
>

/** The other texts of a dropzone, and those about files that the application has given. */
export type IdleDropzoneMessages = Omit<DropzoneMessages, keyof SelectionMessages> &
  Partial<SelectionMessages>

/** Texts of upload lists, rows and buttons. */
export type UploadListMessages = {
  label: string
  empty: string
  summary: (counts: UploadCounts) => string
  status: Record<UploadStatus | 'idle', string>
  /** Progress of one upload: `45% · 12 MB of 27 MB`. */
  progress: (progress: { percent: string; sent: string; total: string }) => string
  /** Sent bytes of one upload: `12 MB of 27 MB`. */
  amount: (progress: { sent: string; total: string }) => string
  speed: (speed: string) => string
  timeLeft: (time: string) => string
  /** Between two attempts, the reason and the time left: `Server unavailable. Retrying in 5 sec`. */
  retrying: (retry: { error: UploadError; time: string }) => string
  /** Status of a paused upload that cannot be continued, only restarted. */
  willRestart: string
  cancelNamed: (name: string) => string
  pauseNamed: (name: string) => string
  resumeNamed: (name: string) => string
  retryNamed: (name: string) => string
  /** Visible text of the button named by `retryNamed`. */
  retry: string
  removeNamed: (name: string) => string
  pauseAll: string
  resumeAll: string
  cancelAll: string
  retryFailed: string
  clearCompleted: string
}

/** Texts of errors. */
export type ErrorMessages = {
  describe: (error: UploadError) => string
}

/** Texts that the live region announces to screen readers. */
export type AnnouncerMessages = {
  /** Uploads have started. */
  started: (count: number) => string
  /** At each quarter of the bytes, and when an upload has failed. */
  progress: (progress: { percent: string; counts: UploadCounts }) => string
  paused: string
  processing: string
  summary: (counts: UploadCounts) => string
}

/** Texts of the video frame gallery. */
export type GalleryMessages = {
  label: string
  empty: string
  loading: string
  processing: string
  notVideo: string
  failed: string
  retry: string
  /** Number of frames, and of those available so far. */
  count: (frames: { arrived: number; count: number }) => string
  failedCount: (count: number) => string
  frameLabel: (frame: { number: number; count: number; time: string | undefined }) => string
  frameLoading: string
  frameFailed: string
  openFrame: string
  close: string
  previousFrame: string
  nextFrame: string
  scrubberLabel: string
  /** Name of one gallery among several. */
  labelOf: (name: string) => string
  localPreview: string
  /** Name of a preview that was captured from the local file, while the number of frames is unknown. */
  localPreviewLabel: (frame: { number: number; time: string | undefined }) => string
  /** Number of selected frames. */
  selectedCount: (count: number) => string
  deselectAll: string
  /** While a time is being typed. */
  typeahead: (time: string) => string
  play: string
  pause: string
  viewportLabel: string
  zoomIn: string
  zoomOut: string
  openOriginal: string
  downloadOriginal: string
  retryFrame: string
}

/** All texts of components and hooks, by feature. */
export type UploadMessages = {
  /** BCP 47 tag of the language; numbers and units follow it unless the provider has a `locale`. */
  locale: string
  dropzone: DropzoneMessages
  uploads: UploadListMessages
  errors: ErrorMessages
  announcer: AnnouncerMessages
  gallery: GalleryMessages
}

/** Replaces some of the texts. Groups may be partial. */
export type UploadMessagesOverride = {
  [Group in keyof UploadMessages]?: UploadMessages[Group] extends object
    ? Partial<UploadMessages[Group]> | undefined
    : UploadMessages[Group] | undefined
}

/** Groups whose English texts are loaded separately. */
export type MessageGroupName = Exclude<keyof UploadMessages, 'locale' | 'errors'>

/** The texts that a feature uses: those of its group, and those of errors. */
export type MessagesOf<Name extends MessageGroupName, Texts = UploadMessages[Name]> = {
  [Key in Name]: Texts
} & Pick<UploadMessages, 'errors'>
