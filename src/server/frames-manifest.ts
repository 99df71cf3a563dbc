import * as z from 'zod/mini'

const Count = z.int().check(z.nonnegative())

/** What the worker says of a file: written by `createFrameWriter`, read by the routes. */
export const FramesManifest = z.object({
  status: z.enum(['processing', 'completed', 'failed']),
  /** How many frames there are or will be. */
  frameCount: Count,
  /** Why it failed, for the user to read. */
  error: z.optional(z.string()),
  video: z.optional(
    z.object({
      fps: z.optional(z.number()),
      duration: z.optional(z.number()),
      frameCount: z.optional(Count),
      width: z.optional(Count),
      height: z.optional(Count),
    }),
  ),
})
/** What the worker says of a file. */
export type FramesManifest = z.infer<typeof FramesManifest>
