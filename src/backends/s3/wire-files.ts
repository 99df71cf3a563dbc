// Responses about stored files and parts of `react-presigned/server`. The routes are described in schemas.ts.
import { fileStatuses } from '../../model/file-status.ts'
import * as g from './guards.ts'
import { WireFile } from './wire.ts'

/** Presigned URLs of parts, in the order of the request. */
export const WireSignedParts = g.object({
  parts: g.array(
    g.object({ number: g.count, url: g.text, headers: g.record(g.text), expiresAt: g.optional(g.date) }),
  ),
})
export type WireSignedParts = g.Guarded<typeof WireSignedParts>

/** The parts that the store has. */
export const WireParts = g.object({
  parts: g.array(g.object({ number: g.count, size: g.count, etag: g.text, checksum: g.optional(g.text) })),
})
export type WireParts = g.Guarded<typeof WireParts>

export const WireState = g.object({
  fileId: g.text,
  status: g.oneOf(fileStatuses),
  error: g.optional(g.text),
  updatedAt: g.optional(g.date),
})

export const WirePage = g.object({ files: g.array(WireFile), nextCursor: g.optional(g.text) })

export const WireFrames = g.object({
  fileId: g.text,
  frameCount: g.count,
  frames: g.array(g.object({ index: g.count, url: g.text, atSeconds: g.optional(g.number) })),
  urlExpiresAt: g.optional(g.date),
  complete: g.boolean,
  nextCursor: g.optional(g.text),
})
export type WireFrames = g.Guarded<typeof WireFrames>
