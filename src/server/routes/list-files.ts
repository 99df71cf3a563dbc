import * as z from 'zod/mini'
import { fileKinds, fileKindOf } from '../../model/file-kind.ts'
import type { RequestContext } from '../request-context.ts'
import { toWireFile } from '../wire-file.ts'
import { mapConcurrent } from '../map-concurrent.ts'
import { jsonResponse } from '../json-response.ts'
import { findOwnFile } from '../require-owned-file.ts'
import { badRequest, parseInput } from '../parse-input.ts'
import type { StoredFile } from '../stored-file.ts'

const WholeNumber = z.pipe(
  z.string().check(z.regex(/^\d+$/)),
  z.transform((text: string) => Number(text)),
)
const ListQuery = z.object({
  kind: z.optional(z.enum(fileKinds)),
  limit: z._default(z.pipe(WholeNumber, z.int().check(z.minimum(1), z.maximum(200))), 50),
  cursor: z.optional(z.string()),
})

/** Requests to the store at a time. */
const lanes = 16
/** Objects that one call looks at before it answers with what it found: a rare kind must not take for ever. */
const mostScanned = 1000
/** What cursors begin with. */
const mark = 'after:'

/**
 * `GET list`: the owner's files, newest first. The cursor is the last key that was looked at, without its owner: it
 * leads nowhere but on among the owner's own, and stays good when files come and go.
 */
export async function listFiles(call: RequestContext): Promise<Response> {
  const { owned, query, request, settings } = call
  const given = Object.fromEntries([...query].filter(([, value]) => value !== ''))
  const { kind, limit, cursor } = parseInput(ListQuery, given)

  const files: StoredFile[] = []
  let after = cursor && owned + keyOf(cursor)
  let scanned = 0
  let hasMore = true
  while (hasMore && files.length < limit && scanned < mostScanned) {
    const page = await settings.store.list(owned, { after, limit }, request.signal)
    const found = await mapConcurrent(lanes, page.keys, (key) => findOwnFile(call, key))
    const wanted = found.flatMap((file, index) => {
      const fits = file !== undefined && (kind === undefined || fileKindOf(file.contentType) === kind)
      return fits ? [{ file, index }] : []
    })
    const taken = wanted.slice(0, limit - files.length)
    files.push(...taken.map(({ file }) => file))
    const end = page.keys.length - 1
    const last = files.length === limit ? (taken.at(-1)?.index ?? end) : end
    scanned += last + 1
    hasMore = page.hasMore || last < end
    after = page.keys[last] ?? after
  }
  return jsonResponse({
    files: await mapConcurrent(lanes, files, (file) => toWireFile(call, file)),
    nextCursor: hasMore && after ? mark + after.slice(owned.length) : undefined,
  })
}

function keyOf(cursor: string): string {
  if (!cursor.startsWith(mark)) throw badRequest('cursor is none that list gave out')
  return cursor.slice(mark.length)
}
