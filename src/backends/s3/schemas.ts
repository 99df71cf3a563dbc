// The wire between `createS3Client` and `react-presigned/server`. JSON both ways, UTF-8, dates as ISO 8601
// with `Z`. A file's id is its object's key, so it holds slashes: it travels in the query or the body, never
// in the path, where routers and proxies disagree about `%2F`.
//
//   POST   sign      { files: SignIntent[] }                → { uploads: (SignedFile | Refused)[] }
//   POST   confirm   { ids: string[] }                      → { files: (WireFile | Refused)[] }
//   GET    file      ?id=                                   → WireFile
//   DELETE file      ?id=                                   → 204
//   GET    status    ?id=                                   → WireState
//   GET    frames    ?id=                                   → WireFrames
//   GET    list      ?kind= &limit= &cursor=                → WirePage
//
// Multipart uploads (the `resumeToken` of a `multipart` target names key and S3 upload id; its owner is checked at every call):
//
//   POST   sign-parts          { resumeToken, numbers: int[], hashes? } → { parts: { number, url, headers, expiresAt }[] }
//   POST   list-parts          { resumeToken }              → { parts: { number, size, etag }[] }
//   POST   complete-multipart  { resumeToken, parts: { number, etag? }[] } → WireFile
//   POST   abort-multipart     { resumeToken }              → 204
//   POST   resume-multipart    { resumeToken }              → SignedFile with a `multipart` target
//
// Tokens are opaque to clients. `numbers` are 1 to 1000 of those that the file has, counted from 1; `hashes`, where the
// target says `checksum`, are the parts' digests in the order of `numbers`. `complete-multipart` holds the store's own list
// against the token: parts that are missing or of another length are 409 `invalid-response`, naming their numbers; an
// ETag that is not the store's is 409 `checksum`, one that is absent or empty is filled in; it calls what `confirm`
// calls. `complete-multipart` and `abort-multipart` may be repeated. Of an upload that was completed already `list-parts` gives
// every part with an empty ETag, so that whoever reopens it has nothing left to do but `complete-multipart`.
//
// Bodies are `application/json` (else 415), at most 1 MiB (413); that of `complete-multipart` at most 4 MiB. `confirm` may be
// repeated; a file that fails alone has an error in its place, and where the server failed for all of them, it answers
// 5xx. `list` takes a limit of 1 to 200 (50 where absent), gives the newest first and, of one `kind`, perhaps an empty
// page with a `nextCursor`. Every answer has a `Date`: by it clients correct each `expiresAt` for the server's clock.
//
// Failures: status 4xx or 5xx with { error: { code: UploadErrorCode, message } } and `x-request-id`. An id or a token that
// is absent, malformed or another owner's: 404 `not-found`. A request that is not of this wire: 400 `bad-request`, naming
// the field; a method: 405 `unsupported` with `allow`. `frames` of a file that has none: 409 `unsupported`; of one whose
// processing failed: 409 `processing-failed`. The store behind the server: 502 `server-error`.
import * as z from 'zod/mini'
import { uploadErrorCodes } from '../../errors.ts'
import { FileKind } from '../../model/file-kind.ts'
import { FileStatus } from '../../model/file-status.ts'

const WireDate = z.pipe(
  z.iso.datetime(),
  z.transform((text: string) => new Date(text)),
)
const Text = z.string()
const Count = z.int().check(z.nonnegative())
const TextRecord = z.record(Text, Text)

/** A failure as the wire tells it; `status` where it stands for one file among others. */
const WireError = z.object({ code: z.enum(uploadErrorCodes), message: Text, status: z.optional(Count) })
export type WireError = z.infer<typeof WireError>
const Refused = z.object({ error: WireError })

/** What `sign` is asked for one file. */
export const SignIntent = z.object({
  name: Text,
  size: Count,
  contentType: Text,
  relativePath: z.optional(Text),
  contentHash: z.optional(Text),
  /** Lower-case hex digest of the bytes, of the sort that the server binds into its URLs. */
  checksum: z.optional(Text),
  /** Bytes that a part should have, should the file go in parts. */
  preferredPartSize: z.optional(z.number().check(z.positive())),
  metadata: z.optional(TextRecord),
})
export type SignIntent = z.infer<typeof SignIntent>

export const SignRequest = z.object({ files: z.array(SignIntent).check(z.minLength(1)) })

/** A file as the wire tells it. */
export const WireFile = z.object({
  id: Text,
  name: Text,
  size: z.optional(Count),
  contentType: z.optional(Text),
  kind: z.optional(FileKind),
  status: FileStatus,
  url: z.optional(Text),
  urlExpiresAt: z.optional(WireDate),
  createdAt: z.optional(WireDate),
  updatedAt: z.optional(WireDate),
  contentHash: z.optional(Text),
  relativePath: z.optional(Text),
  metadata: z.optional(TextRecord),
  video: z.optional(
    z.object({
      fps: z.optional(z.number()),
      duration: z.optional(z.number()),
      frameCount: z.optional(Count),
      width: z.optional(Count),
      height: z.optional(Count),
    }),
  ),
  error: z.optional(Text),
})
export type WireFile = z.infer<typeof WireFile>

/** Where the bytes go, as the wire tells it. */
export const WireTarget = z.discriminatedUnion('type', [
  z.object({ type: z.literal('put'), url: Text, headers: TextRecord, expiresAt: z.optional(WireDate) }),
  z.object({
    type: z.literal('post'),
    url: Text,
    fields: TextRecord,
    fileField: Text,
    expiresAt: z.optional(WireDate),
  }),
  z.object({
    type: z.literal('multipart'),
    resumeToken: Text,
    partSize: z.int().check(z.positive()),
    checksum: z.optional(z.enum(['md5', 'sha-256', 'crc32'])),
  }),
  z.object({ type: z.literal('none') }),
])
export type WireTarget = z.infer<typeof WireTarget>

/** A file and where its bytes go. */
export const SignedFile = z.object({ file: WireFile, target: WireTarget })
export type SignedFile = z.infer<typeof SignedFile>

export const SignResponse = z.object({ uploads: z.array(z.union([SignedFile, Refused])) })
export type SignResponse = z.infer<typeof SignResponse>

export const ConfirmRequest = z.object({ ids: z.array(Text).check(z.minLength(1)) })

export const ConfirmResponse = z.object({ files: z.array(z.union([WireFile, Refused])) })
export type ConfirmResponse = z.infer<typeof ConfirmResponse>

const PartNumber = z.int().check(z.positive())

/** What a call about parts is asked with that needs no more. */
export const PartsRequest = z.object({ resumeToken: Text })

export const SignPartsRequest = z.object({
  resumeToken: Text,
  numbers: z.array(PartNumber).check(z.minLength(1), z.maxLength(1000)),
  hashes: z.optional(z.array(Text)),
})

/** Presigned URLs of parts, in the order that they were asked for. */
export const WireSignedParts = z.object({
  parts: z.array(
    z.object({ number: PartNumber, url: Text, headers: TextRecord, expiresAt: z.optional(WireDate) }),
  ),
})
export type WireSignedParts = z.infer<typeof WireSignedParts>

/** The parts that the store has. */
export const WireParts = z.object({
  parts: z.array(z.object({ number: PartNumber, size: Count, etag: Text })),
})
export type WireParts = z.infer<typeof WireParts>

export const CompletePartsRequest = z.object({
  resumeToken: Text,
  parts: z.array(z.object({ number: PartNumber, etag: z.optional(Text) })),
})

export const WireState = z.object({
  fileId: Text,
  status: FileStatus,
  error: z.optional(Text),
  updatedAt: z.optional(WireDate),
})

export const WirePage = z.object({ files: z.array(WireFile), nextCursor: z.optional(Text) })

export const WireFrames = z.object({
  fileId: Text,
  frameCount: Count,
  frames: z.array(z.object({ index: Count, url: Text, atSeconds: z.optional(z.number()) })),
  urlExpiresAt: z.optional(WireDate),
  complete: z.boolean(),
})

export const WireFailure = z.object({ error: WireError })
