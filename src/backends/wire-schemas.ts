import * as z from 'zod/mini'

const hasZone = /(Z|[+-]\d\d:?\d\d)$/i

/** An ISO 8601 date with time. Without a zone, as Python's `isoformat` writes it, it is UTC. */
export const WireDate = z.pipe(
  z.iso.datetime({ offset: true, local: true }),
  z.transform((text: string) => new Date(hasZone.test(text) ? text : `${text}Z`)),
)

/** A field that may be absent or `null`; both become `undefined`. */
export function nullishToUndefined<S extends z.core.$ZodType>(schema: S) {
  return z.optional(
    z.pipe(
      z.nullable(schema),
      z.transform((value) => value ?? undefined),
    ),
  )
}
