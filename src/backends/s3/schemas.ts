// The protocol between `createS3Client` and `react-presigned/server`, and what the server takes. JSON in both
// directions, UTF-8, dates as ISO 8601 with `Z`. A file's id is its object's key and has slashes: it is sent in the query
// or the body, never in the path, since routers and proxies disagree about `%2F`.
//
//   POST   sign      { files: SignIntent[] }                → { uploads: (SignedFile | Refused)[] }
//   POST   confirm   { ids: string[] }                      → { files: (WireFile | Refused)[] }
//   GET    file      ?id=                                   → WireFile
//   DELETE file      ?id=                                   → 204
//   GET    status    ?id=                                   → WireState
//   GET    frames    ?id= &cursor=                          → WireFrames, at most 1000 frames
//   GET    list      ?kind= &limit= &cursor=                → WirePage
//
// Multipart uploads (the token of a `multipart` target is authenticated, and its owner is checked at every call):
//
//   POST   sign-parts      { resumeToken, numbers: int[], hashes? } → { parts: { number, url, headers, expiresAt }[] }
//   POST   list-parts      { resumeToken }                  → { parts: { number, size, etag, checksum? }[] }
//   POST   complete-multipart  { resumeToken, parts: { number, etag?, checksum? }[] } → WireFile
//   POST   abort-multipart     { resumeToken }                  → 204
//   POST   resume-multipart    { resumeToken }                  → SignedFile with a `multipart` target
//
// Tokens are opaque to clients. `numbers` are 1 to 1000 part numbers, counted from 1; `hashes`, required if the target
// has a `checksum`, are the parts' digests in the order of `numbers`. `complete-multipart` compares the request with the
// store's own list: missing parts or parts of another length are 409 `invalid-response` with their numbers; a different
// ETag or checksum is 409 `checksum`, an absent or empty one is filled in. `checksum` is the part's digest in lower-case hex:
// a store that does not list the parts' checksums needs them to assemble the file; an empty `checksum` of `list-parts`
// means that none is needed. It then does what `confirm` does. `complete-multipart` and `abort-multipart` are idempotent.
// For an upload that is already complete, `list-parts` returns every part with an empty ETag, so that only
// `complete-multipart` is left to do.
//
// Bodies are `application/json` (else 415) of at most 1 MiB (413), for `complete-multipart` 4 MiB. `confirm` is idempotent; a
// file that fails alone has an error at its index; if the server failed for all of them, the response is 5xx. `list` takes
// a limit of 1 to 200 (default 50) and returns the newest first; with `kind`, a page may be empty and have a
// `nextCursor`. Every response has a `Date`, by which clients correct each `expiresAt` for the server's clock.
//
// Errors: status 4xx or 5xx with { error: { code: UploadErrorCode, message } } and `x-request-id`. An id or a token that
// is absent, malformed or another owner's: 404 `not-found`. An invalid request: 400 `bad-request` with the field's name;
// a wrong method: 405 `unsupported` with `allow`. `frames` of a file without frames: 409 `unsupported`; of a file whose
// processing failed: 409 `processing-failed`. The store behind the server failed: 502 `server-error`.
import * as z from 'zod/mini'

const Text = z.string()

/** One file of a `sign` call. */
export const SignIntent = z.object({
  name: Text,
  size: z.int().check(z.nonnegative()),
  contentType: Text,
  relativePath: z.optional(Text),
  contentHash: z.optional(Text),
  /** Lower-case hex digest of the bytes, by the server's `checksum`. */
  checksum: z.optional(Text),
  /** Bytes of a part, if the server chooses a multipart upload. */
  preferredPartSize: z.optional(z.number().check(z.positive())),
  metadata: z.optional(z.record(Text, Text)),
})
export type SignIntent = z.infer<typeof SignIntent>

export const SignRequest = z.object({ files: z.array(SignIntent).check(z.minLength(1)) })

export const ConfirmRequest = z.object({ ids: z.array(Text).check(z.minLength(1)) })

const PartNumber = z.int().check(z.positive())

/** A call about a multipart upload that takes nothing else. */
export const PartsRequest = z.object({ resumeToken: Text })

export const SignPartsRequest = z.object({
  resumeToken: Text,
  numbers: z.array(PartNumber).check(z.minLength(1), z.maxLength(1000)),
  hashes: z.optional(z.array(Text)),
})

export const CompletePartsRequest = z.object({
  resumeToken: Text,
  parts: z.array(z.object({ number: PartNumber, etag: z.optional(Text), checksum: z.optional(Text) })),
})
