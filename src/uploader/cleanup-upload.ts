import type { RemoteFile } from '../model/remote-file.ts'
import { retryCleanup } from './cleanup-remote.ts'
import { abortMultipart } from './multipart/multipart-session.ts'
import type { UploadCheckpoint } from './run-upload.ts'

/** Takes away what a cancelled upload has at the storage, and what may yet come there. */
export function takeAwayCancelled(
  { parts, sentBySession }: UploadCheckpoint,
  remote: RemoteFile | undefined,
): void {
  if (parts) void abortMultipart(parts, 'always')
  // A body that the page sees half sent may be whole in the socket's buffers, and arrive all the same. What was there
  // before, and so was not sent, is not ours to delete.
  if (sentBySession && remote)
    void retryCleanup(async () => sentBySession.backend.remove?.(remote.id, { keepalive: true }))
}

/** Takes away what a failed upload may have at the storage: its answer may have been lost, and the file be there. */
export function takeAwayFailed({ parts, used, sentBySession }: UploadCheckpoint): void {
  if (parts) void abortMultipart(parts)
  else if (used && used.unheard > 0 && sentBySession) {
    void retryCleanup(async () => sentBySession.backend.remove?.(used.signed.file.id, {}))
  }
}
