import { nameOf, toBlob, type BytesSource } from '../../lib/bytes-source.ts'
import { toHex } from '../../lib/hex.ts'
import { mimeTypeOf } from '../vendor-client.ts'

/** Path of the route that takes the bytes. */
export const uploadPath = 'api/v1/files/handle/'

/** Options of `files.upload`. */
export type AssuredUploadOptions = {
  /** The original name. @default the name of the `File`, or the last segment of the stream's path */
  filename?: string | undefined
  /** @default by the name's extension, else the `Blob`'s own, else `application/octet-stream` */
  mimeType?: string | undefined
}

/** The request of an upload, without the file. */
export type AssuredUploadForm = {
  url: string
  /** With the API's credentials: send them to `url` only. */
  headers: Record<string, string>
  /** Form fields before the file. */
  fields: Record<string, string>
  /** Name of the form's file field. */
  fileField: string
}

const fileField = 'file'

/** The form with the bytes. */
export async function formWithFile(file: BytesSource, options: AssuredUploadOptions): Promise<FormData> {
  const filename = options.filename ?? nameOf(file)
  if (!filename) throw new TypeError('The file has no name: pass upload() a filename, with its extension.')
  const form = new FormData()
  for (const [name, value] of Object.entries(fieldsOf(filename))) form.append(name, value)
  form.append(fileField, await toBlob(file, options.mimeType ?? mimeTypeOf(file, filename)), filename)
  return form
}

/** The form without the bytes, and where it is sent. */
export function formWithoutFile(baseUrl: string, filename: string, headers: Headers): AssuredUploadForm {
  return {
    url: uploadUrl(baseUrl),
    headers: Object.fromEntries(headers),
    fields: fieldsOf(filename),
    fileField,
  }
}

export function uploadUrl(baseUrl: string): string {
  return `${baseUrl.replace(/\/+$/, '')}/${uploadPath}`
}

// The name is a new UUID with the file's extension, which keeps its dot and its case: `Scan.PDF` → `<uuid>.PDF`.
function fieldsOf(filename: string): Record<string, string> {
  // A leading dot marks a hidden file and does not begin an extension.
  const extension = /[^./\\][^/\\]*?(\.[^./\\]*)$/.exec(filename)?.[1] ?? ''
  return { name: `${uuid()}${extension}` }
}

// `crypto.randomUUID` is not available on `http:` pages: https://developer.mozilla.org/docs/Web/API/Crypto/randomUUID
function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const view = new DataView(bytes.buffer)
  // Version 4, variant 10.
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x40)
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  const hex = toHex(bytes)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
