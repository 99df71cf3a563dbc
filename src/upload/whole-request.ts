import type { SignedUpload } from '../model/upload-target.ts'
import type { TransferRequest } from './transfer.ts'
import type { Upload } from './upload.ts'

/** A target that takes the file in one request. */
export type WholeTarget = Extract<SignedUpload['target'], { via: 'put' | 'post' }>

/** The request that brings a whole file to its target. */
export function wholeRequest(
  target: WholeTarget,
  { source, size, name, contentType }: Pick<Upload, 'source' | 'size' | 'name' | 'contentType'>,
): Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body' | 'size'> {
  const { url } = target
  if (target.via === 'put') {
    // A slice has no type of its own, so that the browser adds no Content-Type that was not signed.
    return { method: 'PUT', url, headers: target.headers, body: source.slice(0, size, ''), size }
  }
  const form = new FormData()
  for (const [field, value] of Object.entries(target.fields)) form.append(field, value)
  // S3 ignores every field behind the file: it goes last.
  form.append(target.fileField, source.slice(0, size, contentType), name)
  return { method: 'POST', url, headers: target.headers ?? {}, body: form, size }
}
