import * as z from 'zod/mini'

/** A field that a wire may leave out or set to `null`: both are `undefined` here. */
export function nullishToUndefined<S extends z.core.$ZodType>(schema: S) {
  return z.optional(
    z.pipe(
      z.nullable(schema),
      z.transform((value) => value ?? undefined),
    ),
  )
}
