import type { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { UploadMemories } from './checkpoint.ts'
import type { UploadRun } from './run-upload.ts'
import type { BackendSession } from './signing/backend-session.ts'
import type { Upload, UploadState } from './upload.ts'

/** How a run reads and changes its upload. */
export type RunDeps = {
  memories: UploadMemories
  read(id: string): Upload | undefined
  setState(id: string, state: UploadState, remote?: RemoteFile): void
  onWarning(id: string, error: UploadError): void
}

/** Creates a run of an upload, which changes nothing after its signal is aborted. */
export function createRun(
  upload: Upload,
  session: BackendSession,
  signal: AbortSignal,
  { memories, read, setState, onWarning }: RunDeps,
): UploadRun {
  const { id } = upload
  const memory = memories.getOrCreate(id)
  const { stats } = memory
  return {
    upload,
    memory,
    session,
    stats,
    signal,
    read: () => read(id) ?? upload,
    setState(state, remote) {
      if (!signal.aborted) setState(id, state, remote)
    },
    reach(checkpoint) {
      signal.throwIfAborted()
      memory.checkpoint = checkpoint
      return checkpoint
    },
    warn(error) {
      if (!signal.aborted && stats.warning(error)) onWarning(id, error)
    },
  }
}
