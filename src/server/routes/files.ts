import * as z from 'zod/mini'
import { fileKinds, fileKindOf } from '../../model/file-kind.ts'
import type { StoredFile } from '../file-record.ts'
import { removeFrames } from '../frames.ts'
import { mapConcurrent } from '../../lib/map-concurrent.ts'
import type { RequestContext } from '../options.ts'
import { findOwnedFile, readState, requireId, requireOwnedFile, toWireFile } from '../owned-file.ts'
import { badRequest, parseInput } from '../request-body.ts'
import { emptyResponse, jsonResponse } from '../responses.ts'

/** `GET file`. */
export async function getFile(context: RequestContext): Promise<Response> {
  return jsonResponse(await toWireFile(context, await requireOwnedFile(context, requireId(context))))
}

/** `GET status`. */
export async function getStatus(context: RequestContext): Promise<Response> {
  const file = await requireOwnedFile(context, requireId(context))
  const { status, error, updatedAt } = await readState(context, file)
  return jsonResponse({ fileId: file.id, status, error, updatedAt })
}

/** `DELETE file`: removes the frames first, so that an interrupted deletion can be repeated. */
export async function deleteFile(context: RequestContext): Promise<Response> {
  const { id } = await requireOwnedFile(context, requireId(context))
  await removeFrames(context.settings.store, id)
  await context.settings.store.remove(id)
  return emptyResponse()
}

const Integer = z.pipe(
  z.string().check(z.regex(/^\d+$/)),
  z.transform((text: string) => Number(text)),
)
const ListQuery = z.object({
  kind: z.optional(z.enum(fileKinds)),
  limit: z._default(z.pipe(Integer, z.int().check(z.minimum(1), z.maximum(200))), 50),
  cursor: z.optional(z.string()),
})

const listConcurrency = 16
// Objects that one call inspects before it responds with the matches so far: bounds the response time for a rare
// kind.
const maxScanned = 1000
const cursorPrefix = 'after:'

/**
 * `GET list`: the owner's files, newest first. The cursor is the last key that was inspected, without the owner's
 * prefix: it cannot lead to another owner's files, and stays valid when files are added or removed.
 */
export async function listFiles(context: RequestContext): Promise<Response> {
  const { keyPrefix, query, request, settings } = context
  const parameters = Object.fromEntries([...query].filter(([, value]) => value !== ''))
  const { kind, limit, cursor } = parseInput(ListQuery, parameters)

  const files: StoredFile[] = []
  let after = cursor && keyPrefix + keyOf(cursor)
  let scanned = 0
  let hasMore = true
  while (hasMore && files.length < limit && scanned < maxScanned) {
    const page = await settings.store.list(keyPrefix, { after, limit }, request.signal)
    const candidates = await mapConcurrent(listConcurrency, page.keys, (key) => findOwnedFile(context, key))
    const matches = candidates.flatMap((file, index) => {
      const isMatch = file !== undefined && (kind === undefined || fileKindOf(file.contentType) === kind)
      return isMatch ? [{ file, index }] : []
    })
    const taken = matches.slice(0, limit - files.length)
    files.push(...taken.map(({ file }) => file))
    const end = page.keys.length - 1
    const last = files.length === limit ? (taken.at(-1)?.index ?? end) : end
    scanned += last + 1
    hasMore = page.hasMore || last < end
    after = page.keys[last] ?? after
  }
  return jsonResponse({
    files: await mapConcurrent(listConcurrency, files, (file) => toWireFile(context, file)),
    nextCursor: hasMore && after ? cursorPrefix + after.slice(keyPrefix.length) : undefined,
  })
}

function keyOf(cursor: string): string {
  if (!cursor.startsWith(cursorPrefix)) throw badRequest('cursor must be the nextCursor of an earlier page')
  return cursor.slice(cursorPrefix.length)
}
