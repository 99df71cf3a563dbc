import { toUploadError, type UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import { discard } from './discard.ts'
import type { EngineOptions } from './engine-options.ts'
import { hiddenEtagError } from './hidden-etag.ts'
import { browserNetwork } from './network.ts'
import { abandonParts } from './open-parts.ts'
import { takeTrip, type TripContext } from './trip.ts'
import type { Upload, UploadState } from './upload.ts'
import { xhrTransfer } from './xhr-transfer.ts'

/** What a trip has from where it starts. */
export type Departure = Pick<
  TripContext,
  | 'lane'
  | 'slots'
  | 'traffic'
  | 'smallFiles'
  | 'ledger'
  | 'memory'
  | 'resumeLog'
  | 'signal'
  | 'hashing'
  | 'slot'
  | 'read'
> & {
  options: EngineOptions
  become(state: UploadState, remote?: RemoteFile): void
  onNotice(error: UploadError): void
  /** It is over, whatever came of it: its places are free. */
  onLeft(): void
  /** The file is ready. */
  onReady(file: RemoteFile): void
  /** It failed. What it has reached is kept for a retry, but not where the file is another one by now. */
  onFailed(error: UploadError, isStale: boolean): void
}

/** Sends an upload on its way and tells how it ends; says nothing more once the trip has been aborted. */
export function depart(upload: Upload, departure: Departure) {
  const { options, onLeft, onReady, onFailed, onNotice, become, ...places } = departure
  const { transfer = xhrTransfer, retry = {}, network = browserNetwork } = options
  const { signal, ledger, memory } = departure
  const trip: TripContext = {
    ...places,
    transfer,
    retry,
    network,
    become(state, remote) {
      if (!signal.aborted) become(state, remote)
    },
    noteHiddenEtag: (url) => {
      const error = hiddenEtagError(url)
      if (ledger.notice(error)) onNotice(error)
    },
  }

  async function arrive(file: RemoteFile) {
    if (signal.aborted) return
    const { parts } = memory
    onReady(file)
    await parts?.claim?.finish()
  }

  async function fail(thrown: unknown) {
    trip.lane.signing.forget(upload.id)
    if (signal.aborted) return
    const error = toUploadError(thrown, 'server-error', 'The upload failed unexpectedly. Try again.')
    const { parts } = memory
    const { remote } = trip.read()
    const isStale = error.code === 'file-changed'
    onFailed(error, isStale)
    if (!isStale) return
    // What was sent of a file that is another one by now is of no use to anybody.
    if (parts) await abandonParts(parts)
    else if (remote) void discard(async () => trip.lane.backend.remove?.(remote.id, {}))
  }

  void takeTrip(upload, trip)
    .finally(() => {
      trip.hashing?.()
      trip.slot?.()
      onLeft()
    })
    .then(arrive)
    .catch(fail)
}
