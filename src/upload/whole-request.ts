import type { SignedUpload } from '../model/upload-target.ts'
import type { TransferRequest } from './transfer.ts'
import type { Upload } from './upload.ts'

/** A target that takes the file in one request. */
export type WholeTarget = Extract<SignedUpload['target'], { via: 'put' | 'post' }>

/**
 * The request that brings a whole file to its target.
 *
 * @param isHashed whether digests of the bytes are in the signer's hands: then they must be those very bytes
 */
export function wholeRequest(
  target: WholeTarget,
  { source, size, name, contentType }: Pick<Upload, 'source' | 'size' | 'name' | 'contentType'>,
  isHashed = false,
): Pick<TransferRequest, 'method' | 'url' | 'headers' | 'body' | 'size'> {
  const { url } = target
  if (target.via === 'put') {
    // Where no Content-Type was signed, the browser must not add the file's own.
    const isTyped = Object.keys(target.headers).some((name) => name.toLowerCase() === 'content-type')
    return {
      method: 'PUT',
      url,
      headers: target.headers,
      body: typedAs(isTyped ? source.type : '', source, isHashed),
      size,
    }
  }
  const form = new FormData()
  for (const [field, value] of Object.entries(target.fields)) form.append(field, value)
  // S3 ignores every field behind the file: it goes last.
  form.append(target.fileField, typedAs(contentType, source, isHashed), name)
  return { method: 'POST', url, headers: target.headers ?? {}, body: form, size }
}

// What forms call a file that has no type.
const untyped = 'application/octet-stream'
// So little is read in one go: it cannot change half-way.
const smallBytes = 64 * 1024

/**
 * The file as a body of that type. Only of a slice does Chromium see that its file has changed since; but a slice costs
 * a round trip to another process, which ten thousand small files notice.
 */
function typedAs(type: string, source: Blob, isHashed: boolean): Blob {
  const isSame = source.type === type || (source.type === '' && type === untyped)
  return isSame && !isHashed && source.size < smallBytes ? source : source.slice(0, source.size, type)
}
