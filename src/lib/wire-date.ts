import * as z from 'zod/mini'

const hasZone = /(Z|[+-]\d\d:?\d\d)$/i

/** An ISO 8601 date with time. One without a zone, as Python writes it, is UTC; `Date` would take it as local. */
export const WireDate = z.pipe(
  z.iso.datetime({ offset: true, local: true }),
  z.transform((text: string) => new Date(hasZone.test(text) ? text : `${text}Z`)),
)
