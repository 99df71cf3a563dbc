import * as z from 'zod/mini'
import type { WireFailure } from '../../http/errors.ts'

// Nothing documents the bodies of failures. These are Django REST framework's, and what others put beside them.
const Said = z.union([
  z.pipe(
    z.object({ detail: z.string() }),
    z.transform((body) => body.detail),
  ),
  z.pipe(
    z.object({ message: z.string() }),
    z.transform((body) => body.message),
  ),
  z.pipe(
    z.object({ msg: z.string() }),
    z.transform((body) => body.msg),
  ),
  z.pipe(
    z.object({ error: z.string() }),
    z.transform((body) => body.error),
  ),
  z.pipe(
    z.record(z.string(), z.array(z.string())),
    z.transform((fields) =>
      Object.entries(fields)
        .map(([field, words]) => `${field}: ${words.join(' ')}`)
        .join(' '),
    ),
  ),
])

/** The server's own words, where it has any. The error's cause holds the whole body. */
export function readFailure(body: unknown): WireFailure | undefined {
  const said = Said.safeParse(body)
  if (!said.success || said.data.trim() === '') return undefined
  const words = said.data.trim()
  return { message: `Assured refused the request: ${/[.!?]$/.test(words) ? words : `${words}.`}` }
}
