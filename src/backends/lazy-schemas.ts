import type { z } from 'zod/mini'
import type { Parse } from '../http/decode.ts'
import { loadChunk } from '../lib/load-chunk.ts'

/**
 * Parsers of a module of zod schemas that is loaded on demand: creating a parser starts to load it, so that zod and the
 * schemas load while the request is in flight.
 *
 * @example
 * const parserOf = lazySchemas(() => import('./schemas.ts'))
 * http.json(request, parserOf((schemas) => schemas.FileRecord))
 */
export function lazySchemas<Schemas>(load: () => Promise<Schemas>) {
  return <S extends z.core.$ZodType>(pick: (schemas: Schemas) => S): Parse<z.output<S>> => {
    const loaded = loadChunk(() => Promise.all([load(), import('../http/parse-with-schema.ts')]))
    // The parser reports it; a request that fails first never calls the parser.
    loaded.catch(() => undefined)
    return async (body) => {
      const [schemas, { parseWithSchema }] = await loaded
      return parseWithSchema(pick(schemas), body)
    }
  }
}
