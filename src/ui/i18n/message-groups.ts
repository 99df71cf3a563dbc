import type { MessageGroupName, UploadMessages } from './messages.ts'

/** A group of texts whose English is loaded when it is first needed. */
export type MessageGroup<Name extends MessageGroupName = MessageGroupName> = {
  name: Name
  /** Every text of the group, empty: shown until the English texts have been loaded. */
  empty: UploadMessages[Name]
  load: () => Promise<UploadMessages[Name]>
}

const none = () => ''

/** Texts of the dropzone. */
export const dropzoneMessages: MessageGroup<'dropzone'> = {
  name: 'dropzone',
  load: async () => (await import('./en/dropzone.ts')).dropzone,
  empty: {
    label: '',
    prompt: '',
    chooseFiles: '',
    dragging: { accept: '', reject: '', unknown: '' },
    reading: '',
    filesFound: none,
    cancelReading: '',
    chooseFolder: '',
    takePhoto: '',
    recordVideo: '',
    dragRejected: none,
    dropAnywhere: '',
    announcement: none,
    typeNames: {},
    hint: none,
    rejectionsTitle: none,
    dismissRejections: '',
    showMore: none,
    tooLarge: none,
    unsupportedType: none,
    tooManyFiles: none,
    emptyName: '',
    unreadable: '',
    unreadableName: '',
    emptyFolder: '',
    duplicate: '',
    oneAtATime: '',
    validationFailed: '',
    duplicatesTitle: none,
    addDuplicateNamed: none,
    addDuplicate: '',
    skipDuplicateNamed: none,
    skipDuplicate: '',
    addAllDuplicates: '',
    skipAllDuplicates: '',
    required: '',
    uploadsInProgress: '',
    uploadsFailed: none,
  },
}

/** Texts of upload lists and rows. */
export const uploadsMessages: MessageGroup<'uploads'> = {
  name: 'uploads',
  load: async () => (await import('./en/uploads.ts')).uploads,
  empty: {
    label: '',
    empty: '',
    summary: none,
    status: {
      idle: '',
      queued: '',
      hashing: '',
      signing: '',
      uploading: '',
      finishing: '',
      processing: '',
      retrying: '',
      offline: '',
      paused: '',
      completed: '',
      failed: '',
      cancelled: '',
    },
    progress: none,
    amount: none,
    speed: none,
    timeLeft: none,
    retrying: none,
    willRestart: '',
    cancelNamed: none,
    pauseNamed: none,
    resumeNamed: none,
    retryNamed: none,
    retry: '',
    removeNamed: none,
    pauseAll: '',
    resumeAll: '',
    cancelAll: '',
    retryFailed: '',
    clearCompleted: '',
  },
}

/** Texts of the live region. */
export const announcerMessages: MessageGroup<'announcer'> = {
  name: 'announcer',
  load: async () => (await import('./en/announcer.ts')).announcer,
  empty: {
    started: none,
    progress: none,
    paused: '',
    processing: '',
    summary: none,
  },
}

/** Texts of the video frame gallery. */
export const galleryMessages: MessageGroup<'gallery'> = {
  name: 'gallery',
  load: async () => (await import('./en/gallery.ts')).gallery,
  empty: {
    label: '',
    empty: '',
    loading: '',
    processing: '',
    notVideo: '',
    failed: '',
    retry: '',
    count: none,
    failedCount: none,
    frameLabel: none,
    frameLoading: '',
    frameFailed: '',
    openFrame: '',
    close: '',
    previousFrame: '',
    nextFrame: '',
    scrubberLabel: '',
    labelOf: none,
    localPreview: '',
    localPreviewLabel: none,
    selectedCount: none,
    deselectAll: '',
    typeahead: none,
    play: '',
    pause: '',
    viewportLabel: '',
    zoomIn: '',
    zoomOut: '',
    openOriginal: '',
    downloadOriginal: '',
    retryFrame: '',
  },
}
