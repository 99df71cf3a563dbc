// WriftAI's file API as of its Python client 0.28.0 (`wriftai.files`):
//
//   POST files/urls   { name, size, resource, mime_type }   → { upload_url, download_url }
//   PUT  <upload_url> the bytes; Content-Length and Content-Type as announced, and nothing else
//
// The first has `Authorization: Bearer <access token>` if there is a token. A file has no id: its download URL identifies
// it. Errors are FastAPI's: { detail: [{ loc, msg, type }] } with 422, else { detail: string }. Newer versions of that
// client (0.34.0) use multipart uploads by `POST uploads` and `uploads/{id}/complete`; the calls above are the documented
// ones of 0.28.0.
import * as z from 'zod/mini'

/** The purpose of a file. */
export type FileResource = 'prediction'

/** A file for `files.createUrls`. */
export type CreateFileUrlsParams = {
  /** With its extension. */
  name: string
  /** Exact size in bytes: the URL is signed for it. */
  size: number
  /** The purpose of the file. */
  resource: FileResource
  /** MIME type; the PUT's `Content-Type` must be the same. */
  mimeType: string
}

/** Upload and download URL of a file. */
export type FileUrls = {
  /** For a PUT with the announced `Content-Length` and `Content-Type`. */
  uploadUrl: string
  /** Returns the bytes. The only identifier of the file. */
  downloadUrl: string
}

/** The response of `POST files/urls`. */
export const WireFileUrls = z.pipe(
  z.object({ upload_url: z.string(), download_url: z.string() }),
  z.transform((wire): FileUrls => ({ uploadUrl: wire.upload_url, downloadUrl: wire.download_url })),
)
