import * as z from 'zod/mini'
import { UploadError } from '../errors.ts'
import { isFileIdOf } from './file-id.ts'
import type { RequestContext } from './options.ts'
import { isPartSize } from './part-size.ts'

const Text = z.string()

/**
 * Everything that the stateless server needs to know about a multipart upload. The token is not signed, so a client can
 * forge it: nothing in it grants access beyond the owner's own keys, and the store validates the rest.
 */
const MultipartToken = z.object({
  key: Text,
  /** The store's upload id. */
  uploadId: Text.check(z.minLength(1)),
  /** Bytes of the whole file. */
  size: z.int(),
  /** Bytes of every part but the last. */
  partSize: z.int(),
  contentType: Text,
  checksum: z.optional(z.enum(['md5', 'sha-256', 'crc32', 'crc64nvme'])),
  /** The file's record, which `resume-multipart` returns: the store does not reveal it before the upload is complete. */
  record: z.object({
    name: Text,
    relativePath: z.optional(Text),
    contentHash: z.optional(Text),
    metadata: z.optional(z.record(Text, Text)),
  }),
})
export type MultipartToken = z.infer<typeof MultipartToken>

/** Encodes the token for clients: base64url of JSON. */
export function encodeToken(token: MultipartToken): string {
  const bytes = new TextEncoder().encode(JSON.stringify(token))
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

/** Decodes a token of the owner; the same 404 for any other, whatever is wrong with it. */
export function requireOwnedUpload({ keyPrefix }: RequestContext, resumeToken: string): MultipartToken {
  const upload = parseToken(resumeToken)
  const isOwned =
    upload !== undefined && isFileIdOf(keyPrefix, upload.key) && isPartSize(upload.partSize, upload.size)
  if (isOwned) return upload
  throw createUploadNotFoundError()
}

/** As `requireOwnedUpload`, for an upload that continues: the handler's options may have changed since it was signed. */
export function requireOpenUpload(context: RequestContext, resumeToken: string): MultipartToken {
  const { maxSize, checksum } = context.settings
  const upload = requireOwnedUpload(context, resumeToken)
  // The checksum algorithm of an upload is fixed when it is created.
  if (upload.checksum !== checksum) throw createUploadNotFoundError()
  if (upload.size <= maxSize) return upload
  const message = `The file has ${upload.size} bytes; the limit is ${maxSize}. Choose a smaller file.`
  throw new UploadError('too-large', message)
}

/** The 404 of a multipart upload. */
export function createUploadNotFoundError(): UploadError {
  const message =
    'There is no such multipart upload: it was aborted, or the server no longer accepts it. Upload the file again.'
  return new UploadError('not-found', message, { status: 404 })
}

function parseToken(resumeToken: string): MultipartToken | undefined {
  try {
    const binary = atob(resumeToken.replace(/-/g, '+').replace(/_/g, '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return MultipartToken.safeParse(json).data
  } catch {
    return undefined
  }
}
