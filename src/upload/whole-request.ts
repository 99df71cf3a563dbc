import type { SignedUpload } from '../model/upload-target.ts'
import { encodeForm } from './encode-form.ts'
import type { SmallFile } from './small-files.ts'
import type { TransferRequest } from './transfer.ts'
import type { Upload } from './upload.ts'

/** A target that takes the file in one request. */
export type WholeTarget = Extract<SignedUpload['target'], { via: 'put' | 'post' }>

/**
 * The request that brings a whole file to its target.
 *
 * @param bytes of a small file, where they have been read
 */
export function wholeRequest(
  target: WholeTarget,
  { source, size, name, contentType }: Pick<Upload, 'source' | 'size' | 'name' | 'contentType'>,
  bytes?: SmallFile,
): Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body' | 'size'> {
  const { url, headers = {} } = target
  if (target.via === 'put') {
    // Without a type: where no Content-Type was signed, the browser must not add the file's own.
    return { method: 'PUT', url, headers, body: bytes ?? slice(source), size }
  }
  const { fields, fileField } = target
  if (bytes) {
    const form = encodeForm(fields, { field: fileField, name, contentType, bytes })
    return {
      method: 'POST',
      url,
      headers: { ...headers, 'Content-Type': form.contentType },
      body: form.bytes,
      size,
    }
  }
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  // S3 ignores every field behind the file: it goes last.
  form.append(fileField, slice(source, contentType), name)
  return { method: 'POST', url, headers, body: form, size }
}

/** The file as a body. Only of a slice does Chromium see that its file has changed since. */
function slice(source: Blob, type = ''): Blob {
  return source.slice(0, source.size, type)
}
