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
type ListQuery = z.output<typeof ListQuery>

const listConcurrency = 16
// Bounds of one call, which responds with the matches so far: objects that it inspects, one `HEAD` request each, and pages
// of keys.
const maxScanned = 1000
const maxPages = 4
const cursorPrefix = 'after:'
const maxKeyBytes = 1024

/**
 * `GET list`: the owner's files, newest first. The cursor is the last key that was inspected, without the owner's
 * prefix: it cannot lead to another owner's files, and stays valid when files are added or removed.
 */
export async function listFiles(context: RequestContext): Promise<Response> {
  const { keyPrefix, query } = context
  const parameters = Object.fromEntries([...query].filter(([, value]) => value !== ''))
  const { files, next } = await scanFiles(context, parseInput(ListQuery, parameters))
  return jsonResponse({
    files: await mapConcurrent(listConcurrency, files, (file) => toWireFile(context, file)),
    nextCursor: next && cursorPrefix + next.slice(keyPrefix.length),
  })
}

/** The files that match the query, and the last key that was inspected if there may be more. */
async function scanFiles(
  context: RequestContext,
  { kind, limit, cursor }: ListQuery,
): Promise<{ files: readonly StoredFile[]; next: string | undefined }> {
  const { keyPrefix, request, settings } = context
  const files: StoredFile[] = []
  let after = cursor && toKey(keyPrefix, cursor)
  let scanned = 0
  let hasMore = true
  for (let pages = 0; hasMore && pages < maxPages; pages++) {
    // Without a filter, most keys are matches.
    const size = kind === undefined && pages === 0 ? limit : 1000
    const page = await settings.store.list(keyPrefix, { after, limit: size }, request.signal)
    const keys = page.keys.slice(0, maxScanned - scanned)
    let index = 0
    while (index < keys.length && files.length < limit) {
      const count = kind === undefined ? limit - files.length : 2 * listConcurrency
      const chunk = keys.slice(index, index + count)
      const found = await mapConcurrent(listConcurrency, chunk, (key) => findOwnedFile(context, key))
      for (const [offset, file] of found.entries()) {
        after = chunk[offset]
        index++
        if (file === undefined || (kind !== undefined && fileKindOf(file.contentType) !== kind)) continue
        files.push(file)
        if (files.length === limit) break
      }
    }
    scanned += index
    hasMore = page.hasMore || index < page.keys.length
    if (files.length === limit || scanned >= maxScanned) break
  }
  return { files, next: hasMore ? after : undefined }
}

function toKey(keyPrefix: string, cursor: string): string {
  const key = keyPrefix + cursor.slice(cursorPrefix.length)
  const isKey = new TextEncoder().encode(key).length <= maxKeyBytes && !/\p{Cc}/u.test(key)
  if (cursor.startsWith(cursorPrefix) && isKey) return key
  throw badRequest('cursor must be the nextCursor of an earlier page')
}
