// Responses about uploads of `react-presigned/server`. The routes are described in schemas.ts.
import type { UploadErrorCode } from '../../errors.ts'
import { fileKinds } from '../../model/file-kind.ts'
import { fileStatuses } from '../../model/file-status.ts'
import * as g from './guards.ts'

/** A code of a closed set; not checked, so that a newer server can send one that this client does not know. */
const errorCode = g.text as g.Guard<UploadErrorCode>

/** An error; `status` where it is about one file of several. */
const WireError = g.object({ code: errorCode, message: g.text, status: g.optional(g.count) })
export type WireError = g.Guarded<typeof WireError>

/** The body of an error response, and a file that was refused among others. */
export const Refused = g.object({ error: WireError })
export type Refused = g.Guarded<typeof Refused>

/** A file. */
export const WireFile = g.object({
  id: g.text,
  name: g.text,
  size: g.optional(g.count),
  contentType: g.optional(g.text),
  kind: g.optional(g.oneOf(fileKinds)),
  status: g.oneOf(fileStatuses),
  url: g.optional(g.text),
  urlExpiresAt: g.optional(g.date),
  createdAt: g.optional(g.date),
  updatedAt: g.optional(g.date),
  contentHash: g.optional(g.text),
  etag: g.optional(g.text),
  relativePath: g.optional(g.text),
  metadata: g.optional(g.record(g.text)),
  video: g.optional(
    g.object({
      fps: g.optional(g.number),
      duration: g.optional(g.number),
      frameCount: g.optional(g.count),
      width: g.optional(g.count),
      height: g.optional(g.count),
    }),
  ),
  error: g.optional(g.text),
})
export type WireFile = g.Guarded<typeof WireFile>

const targets = {
  put: g.object({
    type: g.oneOf(['put']),
    url: g.text,
    headers: g.record(g.text),
    expiresAt: g.optional(g.date),
  }),
  post: g.object({
    type: g.oneOf(['post']),
    url: g.text,
    fields: g.record(g.text),
    fileField: g.text,
    expiresAt: g.optional(g.date),
  }),
  multipart: g.object({
    type: g.oneOf(['multipart']),
    resumeToken: g.text,
    partSize: g.count,
    checksum: g.optional(g.oneOf(['md5', 'sha-256', 'crc32', 'crc64nvme'])),
  }),
  none: g.object({ type: g.oneOf(['none']) }),
}
const targetType = g.oneOf(['put', 'post', 'multipart', 'none'])

/** Where the bytes go. */
export type WireTarget = g.Guarded<(typeof targets)[keyof typeof targets]>
export const WireTarget = g.variant<WireTarget>(({ type }, path) => targets[targetType(type, `${path}.type`)])

/** A file and where its bytes go. */
export const SignedFile = g.object({ file: WireFile, target: WireTarget })
export type SignedFile = g.Guarded<typeof SignedFile>

function orRefused<T>(inner: g.Guard<T>): g.Guard<T | Refused> {
  // A file may have an `error` too: a sentence about its processing.
  return g.variant<T | Refused>(({ error }) => (typeof error === 'object' ? Refused : inner))
}

export const SignResponse = g.object({ uploads: g.array(orRefused(SignedFile)) })
export type SignResponse = g.Guarded<typeof SignResponse>

export const ConfirmResponse = g.object({ files: g.array(orRefused(WireFile)) })
export type ConfirmResponse = g.Guarded<typeof ConfirmResponse>
