// WriftAI's wire for files, as its own Python client 0.28.0 speaks it (`wriftai.files`):
//
//   POST files/urls   { name, size, resource, mime_type }   → { upload_url, download_url }
//   PUT  <upload_url> the bytes; Content-Length and Content-Type as announced, and nothing else
//
// `Authorization: Bearer <access token>` goes with the first, where there is a token. A file has no id: its download URL
// is its handle. Failures are FastAPI's: { detail: [{ loc, msg, type }] } with 422, else { detail: string }. Newer
// versions of that client (0.34.0) upload by `POST uploads` and `uploads/{id}/complete`, in parts; the calls above are
// the documented ones of 0.28.0.
import * as z from 'zod/mini'

/** What a file is for. */
export type FileResource = 'prediction'

/** What `files.createUrls` is told about a file. */
export type CreateFileUrlsParams = {
  /** With its extension. */
  name: string
  /** Bytes, exactly: of any other number the URL is invalid or the file corrupt. */
  size: number
  /** What the file is for. */
  resource: FileResource
  /** The PUT's `Content-Type` must be the same. */
  mimeType: string
}

/** Where one file goes and where it will be. */
export type FileUrls = {
  /** Takes the bytes by PUT; `Content-Length` and `Content-Type` must be those announced. */
  uploadUrl: string
  /** Gives the bytes back. It is the file's only handle. */
  downloadUrl: string
}

/** The answer of `POST files/urls`. */
export const WireFileUrls = z.pipe(
  z.object({ upload_url: z.string(), download_url: z.string() }),
  z.transform((wire): FileUrls => ({ uploadUrl: wire.upload_url, downloadUrl: wire.download_url })),
)

/** What WriftAI says when it refuses. */
export const WireFailure = z.object({
  detail: z.union([
    z.string(),
    z.array(z.object({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() })),
  ]),
})
