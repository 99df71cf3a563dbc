import type { Records } from '../open-records.ts'
import type { WireContext } from '../wire.ts'
import type { FileRecord } from './file-record.ts'

/** The dependencies of Aymara's routes. */
export type Call = WireContext & {
  records: Records<FileRecord>
  /** Fetches a file's remote URI in the background. */
  fetchLater(id: string): void
}
