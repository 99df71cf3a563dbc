import type { Upload, UploadState, UploadStatus } from './upload.ts'

const alwaysAllowed = ['paused', 'failed', 'cancelled'] as const
// A transient error or a lost connection interrupts any step.
const interruptible = [...alwaysAllowed, 'queued', 'retrying', 'offline'] as const
const afterWaiting = ['queued', 'hashing', 'signing', 'uploading', 'finishing', ...interruptible] as const

// Allowed transitions. Those that are not obvious: `hashing → queued`, a hashed file waits for a slot; `queued → finishing`,
// a retry finds its bytes stored; later states `→ signing`, an expired URL is refreshed; `queued → uploading`, the URL is
// used again; `finishing → uploading`, a part must be sent again; `offline → failed`, another part has failed.
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

/** Whether the transition is allowed. */
export function canTransition(from: UploadStatus, to: UploadStatus): boolean {
  return next[from].includes(to)
}

/** Properties that may change together with the state. */
export type TransitionExtras = Pick<Upload, 'remote' | 'stats'>

/** Returns the upload in its new state. Throws a `TypeError` if the transition is not allowed. */
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
