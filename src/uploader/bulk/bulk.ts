import { encodeForm } from './encode-form.ts'
import type { Bytes } from '../../lib/bytes.ts'
import { createSmallFileReader } from './small-file-reader.ts'
import { preferredPartSize } from '../multipart/part-size.ts'
import type { QueueView } from '../scheduling/size-queue.ts'
import type { TransferEntry } from '../scheduling/transfer-pool.ts'
import { createStartThrottle } from './start-throttle.ts'
import { createTargetPrefetcher } from './target-prefetcher.ts'
import { upcomingUploads } from './upcoming-uploads.ts'

// Of fewer files each is sent as it is: reading ahead does not pay.
const minReadAhead = 20

/** Bytes of a small file that were read ahead. */
export type SmallFile = { bytes: Bytes; encodeForm: typeof encodeForm }

/** What makes many uploads at a time fast. */
export type BulkTools = ReturnType<typeof createBulkTools>

/**
 * Creates what makes many uploads at a time fast: reading small files ahead, signing ahead, and starting a few in each
 * task. A chunk of its own: loaded with the second upload.
 *
 * @param waiting what waits for a slot
 * @param sourceOf what an upload sends
 */
export function createBulkTools(
  waiting: () => QueueView<TransferEntry>,
  sourceOf: (uploadId: string) => Blob | undefined,
) {
  const upcoming = () => upcomingUploads(waiting())
  let reader: ReturnType<typeof createSmallFileReader> | undefined
  return {
    createTargetPrefetcher,
    preferredPartSize,
    /** Ids of the next uploads, in the order of their turns. */
    upcoming,
    startThrottle: createStartThrottle(),
    /** Files have been added. */
    onAdd(count: number) {
      if (count >= minReadAhead) reader ??= createSmallFileReader(upcoming, sourceOf)
    },
    /** The bytes of a small file, if it is worth reading it ahead of its request. */
    async readSmallFile(uploadId: string, source: Blob): Promise<SmallFile | undefined> {
      const bytes = await reader?.read(uploadId, source)
      return bytes && { bytes, encodeForm }
    },
    /** Drops bytes that were read ahead. */
    forget(uploadId: string) {
      reader?.forget(uploadId)
    },
  }
}
