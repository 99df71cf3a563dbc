// The file API of Perseus (Lettria), by its Python client (`perseus-client` 1.0.0rc24) and its documentation. JSON in both
// directions, with camelCase names.
//
//   POST   api/v0/file        { name, sourceHash }        → { file: PerseusFile, uploadUrl? }
//                                                           409 if a file has this content already
//   PUT    {uploadUrl}        the bytes, without credentials
//   POST   api/v0/file/find   { ids?, sourceHashes? }     → { files: PerseusFile[] }
//   DELETE api/v0/file/{id}                               → 204
//
// `sourceHash` is the lower-case hex SHA-256 of the whole content; it is not returned, nor are size and type. A file is
// `pending` until Perseus has its bytes: its status is polled. There is no list.
//
// Errors: the message is the body's `message`, `error`, `detail` or `msg`.
//
// The documentation has one name for a blocking and an `async` call each; the published package calls the latter
// `upload_file_async` and so on. Up to rc3 it rejects a response without `uploadUrl`; later versions, like this client,
// return the file.
import * as z from 'zod/mini'
import { nullishToUndefined, WireDate } from '../wire-schemas.ts'

/** A file of Perseus. */
export const PerseusFile = z.object({
  id: z.string(),
  name: z.string(),
  status: z.enum(['pending', 'uploaded', 'failed']),
  createdAt: WireDate,
})
/** A file of Perseus: `pending` until Perseus has its bytes, then `uploaded` or `failed`. */
export type PerseusFile = z.infer<typeof PerseusFile>

/** A new file and its upload URL. */
export const PerseusCreated = z.object({ file: PerseusFile, uploadUrl: nullishToUndefined(z.string()) })
/** A new file and its upload URL; without `uploadUrl` no bytes are needed. */
export type PerseusCreated = z.infer<typeof PerseusCreated>

/** The files that match. */
export const PerseusFound = z.pipe(
  z.object({ files: z.array(PerseusFile) }),
  z.transform(({ files }) => files),
)

/** The file with an id. */
export const PerseusFoundOne = z.pipe(
  PerseusFound,
  z.transform((files): PerseusFile | undefined => files[0]),
)
