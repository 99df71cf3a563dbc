// The files of Perseus (Lettria), as its Python client (`perseus-client` 1.0.0rc24) and its documentation tell them.
// JSON both ways, camelCase on the wire, too.
//
//   POST   api/v0/file        { name, sourceHash }        → { file: PerseusFile, uploadUrl? }
//                                                           409 where a file has this content already
//   PUT    {uploadUrl}        the bytes, without credentials
//   POST   api/v0/file/find   { ids?, sourceHashes? }     → { files: PerseusFile[] }
//   DELETE api/v0/file/{id}                               → 204
//
// `sourceHash` is the lower-case hex SHA-256 of the whole content; it is never read back, nor are size and type. A file
// is `pending` until its bytes have arrived: no call says so, its status has to be asked for. There is no list.
//
// Failures: the sentence is the body's `message`, `error`, `detail` or `msg`.
//
// The documentation has one name for a blocking and an `async` call each; the package's published versions call the
// latter `upload_file_async` and so on. Up to rc3 an answer without `uploadUrl` is an error there; later ones, like this
// client, hand out the file.
import * as z from 'zod/mini'
import { nullishToUndefined } from '../../lib/optional-nullable.ts'
import { WireDate } from '../../lib/wire-date.ts'

/** A file as Perseus tells it. */
export const PerseusFile = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['pending', 'uploaded', 'failed']),
  createdAt: WireDate,
})
/** A file as Perseus tells it: `pending` until its bytes have arrived, then `uploaded` or `failed`. */
export type PerseusFile = z.infer<typeof PerseusFile>

/** A file that was created, and where its bytes go. */
export const PerseusCreated = z.object({ file: PerseusFile, uploadUrl: nullishToUndefined(z.string()) })
/** A file that was created, and where its bytes go: nowhere, if there is no `uploadUrl`. */
export type PerseusCreated = z.infer<typeof PerseusCreated>

/** Files that were found. */
export const PerseusFound = z.pipe(
  z.object({ files: z.array(PerseusFile) }),
  z.transform(({ files }) => files),
)

/** The one file that was looked for. */
export const PerseusFoundOne = z.pipe(
  PerseusFound,
  z.transform((files): PerseusFile | undefined => files[0]),
)
