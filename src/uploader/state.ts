import type { Upload, UploadState, UploadStatus } from './upload.ts'

const alwaysAllowed = ['paused', 'failed', 'cancelled'] as const

// What may follow what. `hashing → queued` is a hashed file that waits for a slot; `queued → finishing` a retry
// whose bytes had arrived; `→ signing` from behind it a URL that died and is signed anew; `→ queued` a failure that is
// waited out; `queued → uploading` the same URL once more; `finishing → uploading` a part that must be sent again;
// `paused → paused` one that waits for the network and then for a person; `paused → failed` one whose other part fails.
const next: Record<UploadStatus, readonly UploadStatus[]> = {
  queued: ['queued', 'hashing', 'signing', 'uploading', 'finishing', ...alwaysAllowed],
  hashing: ['hashing', 'queued', 'signing', ...alwaysAllowed],
  signing: ['signing', 'uploading', 'finishing', 'queued', ...alwaysAllowed],
  uploading: ['uploading', 'finishing', 'signing', 'queued', ...alwaysAllowed],
  finishing: [
    'finishing',
    'signing',
    'uploading',
    'queued',
    'processing',
    'completed',
    'failed',
    'cancelled',
  ],
  processing: ['completed', 'failed', 'cancelled'],
  paused: ['paused', 'queued', 'failed', 'cancelled'],
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
  const sent = state.status === 'uploading' ? state.sentBytes : 0
  const maxSentBytes = Math.max(upload.maxSentBytes, sent)
  // The stats of an earlier trip is none of this one.
  return { ...upload, state, maxSentBytes, remote: remote ?? upload.remote, stats }
}
