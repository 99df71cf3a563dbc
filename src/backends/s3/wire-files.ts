// Responses about stored files and parts of `react-presigned/server`. The routes are described in schemas.ts.
import { fileStatuses } from '../../model/file-status.ts'
import {
  array,
  boolean,
  count,
  date,
  number,
  object,
  oneOf,
  optional,
  record,
  text,
  type Guarded,
} from './guards.ts'
import { WireFile } from './wire.ts'

/** Presigned URLs of parts, in the order of the request. */
export const WireSignedParts = object({
  parts: array(object({ number: count, url: text, headers: record(text), expiresAt: optional(date) })),
})
export type WireSignedParts = Guarded<typeof WireSignedParts>

/** The parts that the store has. */
export const WireParts = object({
  parts: array(object({ number: count, size: count, etag: text, checksum: optional(text) })),
})
export type WireParts = Guarded<typeof WireParts>

export const WireState = object({
  fileId: text,
  status: oneOf(fileStatuses),
  error: optional(text),
  updatedAt: optional(date),
})

export const WirePage = object({ files: array(WireFile), nextCursor: optional(text) })

export const WireFrames = object({
  fileId: text,
  frameCount: count,
  frames: array(object({ index: count, url: text, atSeconds: optional(number) })),
  urlExpiresAt: optional(date),
  complete: boolean,
  nextCursor: optional(text),
})
export type WireFrames = Guarded<typeof WireFrames>
