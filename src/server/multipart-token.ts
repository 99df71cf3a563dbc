import * as z from 'zod/mini'
import { UploadError } from '../errors.ts'
import type { RequestContext } from './request-context.ts'
import { isFileIdOf } from './file-id.ts'
import { isPartSize } from './part-size.ts'

const Text = z.string()

/**
 * All that the server must know of a multipart upload, since it keeps nothing itself. Its holder could write one, too:
 * nothing in it is believed that would reach beyond the owner's own keys, and the store has the last word on the rest.
 */
const PartsToken = z.object({
  key: Text,
  /** The store's name for the upload. */
  uploadId: Text.check(z.minLength(1)),
  /** Bytes of the whole file. */
  size: z.int(),
  /** Bytes of every part but the last. */
  partSize: z.int(),
  contentType: Text,
  checksum: z.optional(z.enum(['md5', 'sha-256', 'crc32', 'crc64nvme'])),
  /** What `reopen` tells of the file, for nobody else can before it is complete. */
  record: z.object({
    name: Text,
    relativePath: z.optional(Text),
    contentHash: z.optional(Text),
    metadata: z.optional(z.record(Text, Text)),
  }),
})
export type PartsToken = z.infer<typeof PartsToken>

/** The token as clients hold it. */
export function toPartsToken(parts: PartsToken): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts))
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
}

/** The owner's upload that a token names; 404 for any other token, in the same words whatever is wrong with it. */
export function requireOwnedUpload({ owned }: RequestContext, token: string): PartsToken {
  const parts = parseToken(token)
  const isOwn = parts !== undefined && isFileIdOf(owned, parts.key) && isPartSize(parts.partSize, parts.size)
  if (isOwn) return parts
  throw noSuchUpload()
}

/** The same, if bytes may still be sent to it: what the server takes may have changed since it was signed. */
export function openParts(call: RequestContext, token: string): PartsToken {
  const { maxSize, checksum } = call.settings
  const parts = requireOwnedUpload(call, token)
  // A store cannot be made to check digests that it was not told of when the upload began.
  if (parts.checksum !== checksum) throw noSuchUpload()
  if (parts.size <= maxSize) return parts
  const message = `The file has ${parts.size} bytes; at most ${maxSize} are taken. Choose a smaller file.`
  throw new UploadError('too-large', message)
}

export function noSuchUpload(): UploadError {
  const message =
    'There is no such multipart upload: it was given up, or the server does not take it any more. Upload the file again.'
  return new UploadError('not-found', message, { status: 404 })
}

function parseToken(token: string): PartsToken | undefined {
  try {
    const binary = atob(token.replace(/-/g, '+').replace(/_/g, '/'))
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0))
    const json: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return PartsToken.safeParse(json).data
  } catch {
    return undefined
  }
}
