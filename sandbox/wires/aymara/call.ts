import type { Records } from '../open-records.ts'
import type { WireContext } from '../wire.ts'
import type { FileRecord } from './file-record.ts'

/** What Aymara's routes work with. */
export type Call = WireContext & {
  records: Records<FileRecord>
  /** Fetches a file's remote URI, in its own time. */
  fetchLater(id: string): void
}
