import type { UploadError } from '../../errors.ts'
import type { UploadCounts } from '../../uploader/progress.ts'
import type { UploadStatus } from '../../uploader/upload.ts'

/** Every text that a component shows or a hook hands out. */
export type UploadMessages = {
  /** BCP 47 of these words: numbers and units are written alike, unless the provider's `locale` says otherwise. */
  locale: string
  /** Name of the dropzone's group. */
  dropzoneLabel: string
  dropzonePrompt: string
  dropzoneChoose: string
  dropzoneDragging: Record<'accept' | 'reject' | 'unknown', string>
  dropzoneReading: string
  /** How many files have been found in a folder that is still being read. */
  dropzoneFound: (count: number) => string
  dropzoneStopReading: string
  dropzoneChooseFolder: string
  dropzoneTakePhoto: string
  dropzoneRecordVideo: string
  /** While files are held above it of which some will not be taken. */
  dropzoneDragRefused: (held: {
    total: number
    ofWrongType: number
    tooMany: number
    types: readonly string[]
  }) => string
  /** While files are held above the page, for a dropzone that takes them anywhere. */
  dropzoneDragPage: string
  /** What became of files, read out: how many were added, refused (the first with their reasons), asked about. */
  dropzoneNews: (news: { added: number; refused: number; first: readonly string[]; asked: number }) => string
  /** Kinds of files by the first half of their MIME type, for `image/*` and the like. */
  typeNames: Readonly<Record<string, string>>
  /** What is taken, under the prompt. */
  dropzoneTakes: (limits: {
    types: readonly string[]
    maxSize: string | undefined
    maxFiles: number | undefined
    required: boolean
  }) => string
  rejectionsTitle: (count: number) => string
  rejectionsDismiss: string
  /** How many more there are than those that are shown. */
  moreFiles: (count: number) => string
  rejectedTooLarge: (limit: string) => string
  rejectedType: (types: readonly string[]) => string
  rejectedTooMany: (limit: number) => string
  rejectedEmptyName: string
  rejectedUnreadable: string
  /** Stands for the name of what could not be read. */
  rejectedUnreadableName: string
  rejectedEmptyFolder: string
  rejectedDuplicate: string
  rejectedOneAtATime: string
  /** Where the application's own check broke. */
  rejectedUnchecked: string
  duplicatesTitle: (count: number) => string
  duplicateAdd: (name: string) => string
  /** On the button that `duplicateAdd` names. */
  duplicateAddShort: string
  duplicateSkip: (name: string) => string
  /** On the button that `duplicateSkip` names. */
  duplicateSkipShort: string
  duplicatesAddAll: string
  duplicatesSkipAll: string
  /** Why a form is not sent. */
  fieldMissing: string
  fieldUnfinished: string
  fieldFailed: (count: number) => string

  uploadsLabel: string
  uploadsEmpty: string
  uploadsSummary: (counts: UploadCounts) => string
  status: Record<UploadStatus | 'idle', string>
  /** How far one upload is: `45 % · 12 MB of 27 MB`. */
  progressText: (progress: { percent: string; sent: string; total: string }) => string
  /** How much of one upload is out: `12 MB of 27 MB`. */
  amountText: (progress: { sent: string; total: string }) => string
  speedText: (speed: string) => string
  timeLeftText: (time: string) => string
  /** Of an upload that failed for the moment and is tried again by itself, before the failure's sentence. */
  retryingText: (time: string) => string
  /** Of an upload that goes on by itself once there is a connection. */
  offlineText: string
  /** Of a paused upload that went in one request: the bytes that had left are lost. */
  restartsText: string
  error: (error: UploadError) => string
  cancel: (name: string) => string
  pause: (name: string) => string
  resume: (name: string) => string
  retry: (name: string) => string
  /** On the button that `retry` names. */
  retryShort: string
  remove: (name: string) => string
  pauseAll: string
  resumeAll: string
  cancelAll: string
  retryFailed: string
  clearCompleted: string
  /** Said to those who do not see the list when uploads begin. */
  announceStarted: (count: number) => string
  /** Said at each quarter of the bytes, and when something failed meanwhile. */
  announceProgress: (progress: { percent: string; counts: UploadCounts }) => string
  announcePaused: string

  galleryLabel: string
  galleryEmpty: string
  galleryLoading: string
  galleryProcessing: string
  galleryNotVideo: string
  galleryFailed: string
  galleryRetry: string
  /** How many frames there are, or are there so far. */
  galleryCount: (frames: { arrived: number; count: number }) => string
  galleryBroken: (count: number) => string
  frameLabel: (frame: { number: number; count: number; time: string | undefined }) => string
  framePending: string
  frameBroken: string
  frameOpen: string
  dialogClose: string
  dialogPrevious: string
  dialogNext: string
  scrubberLabel: string
  /** Name of one gallery among several. */
  galleryLabelOf: (name: string) => string
  framePreview: string
  /** What a picture from the file itself is called as long as nobody knows how many frames there will be. */
  previewLabel: (frame: { number: number; time: string | undefined }) => string
  /** How many frames are selected. */
  gallerySelected: (count: number) => string
  galleryDeselect: string
  /** While somebody types a time. */
  galleryTyped: (time: string) => string
  galleryPlay: string
  galleryPause: string
  stageLabel: string
  zoomIn: string
  zoomOut: string
  frameOpenOriginal: string
  frameDownload: string
  frameRetry: string
}
