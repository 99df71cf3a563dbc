import type { SignedUpload } from '../../model/upload-target.ts'
import { encodeForm } from './encode-form.ts'
import type { FileBytes } from './small-file-reader.ts'
import type { TransferRequest } from './transfer.ts'
import type { Upload } from '../upload.ts'

/** A target that takes the file in one request. */
export type SingleRequestTarget = Extract<SignedUpload['target'], { type: 'put' | 'post' }>

/**
 * The request that brings a whole file to its target.
 *
 * @param bytes of a small file, where they have been read
 */
export function buildRequest(
  target: SingleRequestTarget,
  { source, size, name, contentType }: Pick<Upload, 'source' | 'size' | 'name' | 'contentType'>,
  bytes?: FileBytes,
): Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body' | 'size'> {
  const { url, headers = {} } = target
  if (target.type === 'put') {
    // Where no Content-Type was signed, the browser must not add the file's own.
    const type = Object.keys(headers).some((name) => /^content-type$/i.test(name)) ? source.type : ''
    return { method: 'PUT', url, headers, body: bytes ?? typed(source, type), size }
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
  form.append(fileField, typed(source, contentType), name)
  return { method: 'POST', url, headers, body: form, size }
}

/**
 * The file as a body of that type; itself, wherever that will do: the browser reads a file of the disk straight from
 * there, a slice by way of another process, at little more than half the speed.
 */
function typed(source: Blob, type: string): Blob {
  return source.type === type ? source : source.slice(0, source.size, type)
}
