import { loadChunk } from '../../lib/load-chunk.ts'
import type { EncodedForm, FormFile } from './encode-form.ts'
import type { FileBytes } from './small-file-reader.ts'

// Fewer files are sent as they are: reading ahead does not pay.
const minCount = 20

/** Bytes of a small file that were read ahead, and what writes them into a form. */
export type SmallFile = {
  bytes: FileBytes
  encodeForm(fields: Readonly<Record<string, string>>, file: FormFile): EncodedForm
}

/** Reads small files ahead where there are many. */
export type SmallFiles = ReturnType<typeof createSmallFiles>

/** The small-file reader, whose code is loaded when many files are added. Without it, files are sent as they are. */
export function createSmallFiles(
  upcoming: () => Iterable<string>,
  sourceOf: (uploadId: string) => Blob | undefined,
) {
  let chunk: Promise<void> | undefined
  let read: ((uploadId: string, source: Blob) => Promise<SmallFile | undefined>) | undefined
  let forget: ((uploadId: string) => void) | undefined

  return {
    /** Loads the reader if that many files are worth it. */
    prepare(count: number) {
      if (count < minCount) return
      chunk ??= loadChunk(() => import('./small-file-reader.ts')).then(
        ({ createSmallFileReader, encodeForm }) => {
          const reader = createSmallFileReader(upcoming, sourceOf)
          read = async (uploadId, source) => {
            const bytes = await reader.read(uploadId, source)
            return bytes && { bytes, encodeForm }
          }
          forget = reader.forget
        },
        () => {
          chunk = undefined
        },
      )
    },
    read: async (uploadId: string, source: Blob): Promise<SmallFile | undefined> => read?.(uploadId, source),
    forget(uploadId: string) {
      forget?.(uploadId)
    },
  }
}
