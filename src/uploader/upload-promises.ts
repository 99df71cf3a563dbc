import { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { Upload } from './upload.ts'

type Deferred = {
  promise: Promise<RemoteFile>
  resolve(file: RemoteFile): void
  reject(error: UploadError): void
}

/** Promises of how uploads end, made when somebody asks. */
export function createUploadPromises() {
  const open = new Map<string, Deferred>()

  return {
    of(upload: Upload): Promise<RemoteFile> {
      const { state, remote } = upload
      if (state.status === 'completed' && remote) return Promise.resolve(remote)
      if (state.status === 'failed') return Promise.reject(state.error)
      const known = open.get(upload.id)
      if (known) return known.promise
      const outcome = defer()
      open.set(upload.id, outcome)
      return outcome.promise
    },
    resolve(id: string, file: RemoteFile) {
      open.get(id)?.resolve(file)
      open.delete(id)
    },
    reject(id: string, error: UploadError) {
      open.get(id)?.reject(error)
      open.delete(id)
    },
    delete(id: string) {
      this.reject(id, new UploadError('aborted', 'The upload was removed.'))
    },
  }
}

function defer(): Deferred {
  let resolve: Deferred['resolve'] = () => undefined
  let reject: Deferred['reject'] = () => undefined
  const promise = new Promise<RemoteFile>((fulfil, fail) => {
    resolve = fulfil
    reject = fail
  })
  // Whoever only looks at the upload's state has been told already: no "unhandled rejection" on top.
  promise.catch(() => undefined)
  return { promise, resolve, reject }
}
