import type { z } from 'zod/mini'
import { mapConcurrent } from '../../src/lib/map-concurrent.ts'
import type { Store } from '../../src/server/s3-store.ts'

/** Small JSON records, stored as one object each. */
export type Records<T> = {
  get(id: string): T | undefined
  /** Newest first. */
  all(): readonly T[]
  put(record: T): Promise<void>
  remove(id: string): Promise<void>
}

/** The properties of every record. */
type Kept = { id: string; createdAt: string }

/** Opens the records under a prefix. The bucket is the source of truth; memory is a cache. */
export async function openRecords<T extends Kept>(
  store: Store,
  prefix: string,
  schema: z.ZodMiniType<T>,
): Promise<Records<T>> {
  const keyOf = (id: string) => `${prefix}${id}.json`
  const read = async (key: string) => schema.parse(JSON.parse((await store.read(key))?.text ?? ''))
  const found = await mapConcurrent(32, await keysUnder(store, prefix), read)
  found.sort((a, b) => a.createdAt.localeCompare(b.createdAt))
  const records = new Map(found.map((record) => [record.id, record]))

  // Writes of a record are serialized, so that the last one wins.
  const writing = new Map<string, Promise<void>>()
  async function save(id: string): Promise<void> {
    const saved = (writing.get(id) ?? Promise.resolve()).then(async () => {
      const record = records.get(id)
      if (record === undefined) await store.remove(keyOf(id))
      else await store.write(keyOf(id), 'application/json', JSON.stringify(record))
    })
    const settled = saved.catch(() => undefined)
    writing.set(id, settled)
    void settled.then(() => {
      if (writing.get(id) === settled) writing.delete(id)
    })
    return saved
  }

  return {
    get: (id) => records.get(id),
    all: () => [...records.values()].reverse(),
    async put(record) {
      records.set(record.id, record)
      await save(record.id)
    },
    async remove(id) {
      records.delete(id)
      await save(id)
    },
  }
}

async function keysUnder(store: Store, prefix: string): Promise<readonly string[]> {
  const found: string[] = []
  let after: string | undefined
  do {
    const { keys, hasMore } = await store.list(prefix, { after })
    found.push(...keys)
    after = hasMore ? keys.at(-1) : undefined
  } while (after !== undefined)
  return found
}
