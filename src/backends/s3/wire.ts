// Responses about uploads of `react-presigned/server`. The routes are described in schemas.ts.
import type { UploadErrorCode } from '../../errors.ts'
import { fileKinds } from '../../model/file-kind.ts'
import { fileStatuses } from '../../model/file-status.ts'
import {
  array,
  count,
  date,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
  variant,
  type Guard,
  type Guarded,
} from './guards.ts'

/** A code of a closed set; not checked, so that a newer server can send one that this client does not know. */
const errorCode = text as Guard<UploadErrorCode>

/** An error; `status` where it is about one file of several. */
const WireError = object({ code: errorCode, message: text, status: optional(count) })
export type WireError = Guarded<typeof WireError>

/** The body of an error response, and a file that was refused among others. */
export const Refused = object({ error: WireError })
export type Refused = Guarded<typeof Refused>

/** A file. */
export const WireFile = object({
  id: text,
  name: text,
  size: optional(count),
  contentType: optional(text),
  kind: optional(oneOf(fileKinds)),
  status: oneOf(fileStatuses),
  url: optional(text),
  urlExpiresAt: optional(date),
  createdAt: optional(date),
  updatedAt: optional(date),
  contentHash: optional(text),
  etag: optional(text),
  relativePath: optional(text),
  metadata: optional(record(text)),
  video: optional(
    object({
      fps: optional(number),
      duration: optional(number),
      frameCount: optional(count),
      width: optional(count),
      height: optional(count),
    }),
  ),
  error: optional(text),
})
export type WireFile = Guarded<typeof WireFile>

const targets = {
  put: object({ type: oneOf(['put']), url: text, headers: record(text), expiresAt: optional(date) }),
  post: object({
    type: oneOf(['post']),
    url: text,
    fields: record(text),
    fileField: text,
    expiresAt: optional(date),
  }),
  multipart: object({
    type: oneOf(['multipart']),
    resumeToken: text,
    partSize: count,
    checksum: optional(oneOf(['md5', 'sha-256', 'crc32', 'crc64nvme'])),
  }),
  none: object({ type: oneOf(['none']) }),
}
const targetType = oneOf(['put', 'post', 'multipart', 'none'])

/** Where the bytes go. */
export type WireTarget = Guarded<(typeof targets)[keyof typeof targets]>
export const WireTarget = variant<WireTarget>(({ type }, path) => targets[targetType(type, `${path}.type`)])

/** A file and where its bytes go. */
export const SignedFile = object({ file: WireFile, target: WireTarget })
export type SignedFile = Guarded<typeof SignedFile>

function orRefused<T>(inner: Guard<T>): Guard<T | Refused> {
  // A file may have an `error` too: a sentence about its processing.
  return variant<T | Refused>(({ error }) => (typeof error === 'object' ? Refused : inner))
}

export const SignResponse = object({ uploads: array(orRefused(SignedFile)) })
export type SignResponse = Guarded<typeof SignResponse>

export const ConfirmResponse = object({ files: array(orRefused(WireFile)) })
export type ConfirmResponse = Guarded<typeof ConfirmResponse>
