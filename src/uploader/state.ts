import type { Upload, UploadState, UploadStatus } from './upload.ts'

const alwaysAllowed = ['paused', 'failed', 'cancelled'] as const
// A transient error or a lost connection interrupts any step.
const interruptible = [...alwaysAllowed, 'queued', 'retrying', 'offline'] as const
const afterWaiting = ['queued', 'hashing', 'signing', 'uploading', 'finishing', ...interruptible] as const

// What may follow what. `hashing → queued` is a hashed file that waits for a slot; `queued → finishing` a retry
// whose bytes had arrived; `→ signing` from behind it a URL that expired and is refreshed; `queued → uploading` the same
// URL once more; `finishing → uploading` a part that must be sent again; `offline → failed` one whose other part fails.
const next: Record<UploadStatus, readonly UploadStatus[]> = {
  queued: afterWaiting,
  hashing: ['hashing', 'signing', ...interruptible],
  signing: ['signing', 'uploading', 'finishing', ...interruptible],
  uploading: ['uploading', 'finishing', 'signing', ...interruptible],
  finishing: [
    'finishing',
    'signing',
    'uploading',
    'queued',
    'retrying',
    'offline',
    'processing',
    'completed',
    'failed',
    'cancelled',
  ],
  processing: ['completed', 'failed', 'cancelled'],
  retrying: afterWaiting,
  offline: afterWaiting,
  paused: ['queued', 'failed', 'cancelled'],
  completed: [],
  failed: ['queued'],
  cancelled: ['queued'],
}

/** Whether an upload that is `from` may become `to`. */
export function canTransition(from: UploadStatus, to: UploadStatus): boolean {
  return next[from].includes(to)
}

/** What a new state may bring with it. */
export type TransitionExtras = Pick<Upload, 'remote' | 'stats'>

/** The upload in its new state: the only way a state changes. Throws where the machine has no such way. */
export function transition(
  upload: Upload,
  state: UploadState,
  { remote, stats }: TransitionExtras = {},
): Upload {
  if (!canTransition(upload.state.status, state.status)) {
    throw new TypeError(`An upload that is ${upload.state.status} cannot become ${state.status}.`)
  }
  const maxSentBytes = Math.max(upload.maxSentBytes, sentBytesOf(state, upload.size))
  const isStored = upload.isStored || state.status === 'processing' || state.status === 'completed'
  // The stats of an earlier run do not belong to this one.
  return { ...upload, state, maxSentBytes, isStored, remote: remote ?? upload.remote, stats }
}

function sentBytesOf(state: UploadState, size: number): number {
  switch (state.status) {
    case 'uploading':
      return state.sentBytes
    case 'finishing':
    case 'processing':
    case 'completed':
      return size
    default:
      return 0
  }
}
