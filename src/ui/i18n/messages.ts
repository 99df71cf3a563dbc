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
  /** How many files have been found in a folder that is still being read. */
  filesFound: (count: number) => string
  cancelReading: string
  chooseFolder: string
  takePhoto: string
  recordVideo: string
  /** While files are held above it of which some will not be taken. */
  dragRejected: (held: {
    total: number
    ofWrongType: number
    tooMany: number
    types: readonly string[]
  }) => string
  /** While files are held above the page, for a dropzone that takes them anywhere. */
  dropAnywhere: string
  /** What became of files, read out: how many were added, refused (the first with their reasons), asked about. */
  announcement: (news: {
    added: number
    rejected: number
    reasons: readonly string[]
    duplicates: number
  }) => string
  /** Kinds of files by the first half of their MIME type, for `image/*` and the like. */
  typeNames: Readonly<Record<string, string>>
  /** What is taken, under the prompt. */
  hint: (limits: {
    types: readonly string[]
    maxSize: string | undefined
    maxFiles: number | undefined
    required: boolean
  }) => string
  rejectionsTitle: (count: number) => string
  dismissRejections: string
  /** How many more there are than those that are shown. */
  showMore: (count: number) => string
  tooLarge: (limit: string) => string
  unsupportedType: (types: readonly string[]) => string
  tooManyFiles: (limit: number) => string
  emptyName: string
  unreadable: string
  /** Stands for the name of what could not be read. */
  unreadableName: string
  emptyFolder: string
  duplicate: string
  oneAtATime: string
  /** Where the application's own check broke. */
  validationFailed: string
  duplicatesTitle: (count: number) => string
  addDuplicateNamed: (name: string) => string
  /** On the button that `duplicateAdd` names. */
  addDuplicate: string
  skipDuplicateNamed: (name: string) => string
  /** On the button that `duplicateSkip` names. */
  skipDuplicate: string
  addAllDuplicates: string
  skipAllDuplicates: string
  /** Why a form is not sent. */
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
  /** How far one upload is: `45 % · 12 MB of 27 MB`. */
  progress: (progress: { percent: string; sent: string; total: string }) => string
  /** How much of one upload is out: `12 MB of 27 MB`. */
  amount: (progress: { sent: string; total: string }) => string
  speed: (speed: string) => string
  timeLeft: (time: string) => string
  /** After a transient error, until the next attempt: why and when, `Server unavailable. Retrying in 5 sec`. */
  retrying: (retry: { error: UploadError; time: string }) => string
  /** Of a paused upload that went in one request: the bytes that had left are lost. */
  willRestart: string
  cancelNamed: (name: string) => string
  pauseNamed: (name: string) => string
  resumeNamed: (name: string) => string
  retryNamed: (name: string) => string
  /** On the button that `retry` names. */
  retry: string
  removeNamed: (name: string) => string
  pauseAll: string
  resumeAll: string
  cancelAll: string
  retryFailed: string
  clearCompleted: string
}

/** Sentences for errors. */
export type ErrorMessages = {
  describe: (error: UploadError) => string
}

/** What the live region announces to screen readers. */
export type AnnouncerMessages = {
  /** Said to those who do not see the list when uploads begin. */
  started: (count: number) => string
  /** Said at each quarter of the bytes, and when something failed meanwhile. */
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
  /** How many frames there are, or are there so far. */
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
  /** What a picture from the file itself is called as long as nobody knows how many frames there will be. */
  localPreviewLabel: (frame: { number: number; time: string | undefined }) => string
  /** How many frames are selected. */
  selectedCount: (count: number) => string
  deselectAll: string
  /** While somebody types a time. */
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

/** Every text that a component shows or a hook returns, by feature. */
export type UploadMessages = {
  /** BCP 47 tag of the language; numbers and units follow it unless the provider has a `locale`. */
  locale: string
  dropzone: DropzoneMessages
  uploads: UploadListMessages
  errors: ErrorMessages
  announcer: AnnouncerMessages
  gallery: GalleryMessages
}

/** Replacements for some of the texts: each group may be partial. */
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
