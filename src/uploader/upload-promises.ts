import { createAbortError, UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { Upload } from './upload.ts'

type Deferred = {
  promise: Promise<RemoteFile>
  resolve(file: RemoteFile): void
  reject(error: UploadError): void
}

/** The promises that `wait` returns, created on demand. */
export function createUploadPromises() {
  const pending = new Map<string, Deferred>()

  /** Settles the promise of an upload that has ended. */
  function settle(upload: Upload) {
    const deferred = pending.get(upload.id)
    if (deferred && applyOutcome(upload, deferred)) pending.delete(upload.id)
  }

  return {
    /** Resolves with the file of an upload; rejects where there is none, or none any more. */
    wait(upload: Upload | undefined): Promise<RemoteFile> {
      if (!upload) return Promise.reject(removedError())
      const known = pending.get(upload.id)
      if (known) return known.promise
      const deferred = createDeferred()
      pending.set(upload.id, deferred)
      settle(upload)
      return deferred.promise
    },
    settle,
    /** The upload was removed: it can no longer complete. */
    remove(id: string) {
      pending.get(id)?.reject(removedError())
      pending.delete(id)
    },
  }
}

function removedError(): UploadError {
  return new UploadError('aborted', 'The upload was removed.')
}

/** Whether the upload has ended, and so the promise too. */
function applyOutcome({ state, remote }: Upload, { resolve, reject }: Deferred): boolean {
  if (state.status === 'completed' && remote) resolve(remote)
  else if (state.status === 'failed') reject(state.error)
  else if (state.status === 'cancelled') reject(createAbortError())
  else return false
  return true
}

function createDeferred(): Deferred {
  let resolve: Deferred['resolve'] = () => undefined
  let reject: Deferred['reject'] = () => undefined
  const promise = new Promise<RemoteFile>((fulfil, fail) => {
    resolve = fulfil
    reject = fail
  })
  // The upload's state shows the failure as well: without a handler it must not count as an unhandled rejection.
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}
