import type { S3Client } from '@aws-sdk/client-s3'
import { fileKindOf } from '../../src/model/file-kind.ts'
import { readManifest } from '../../src/server/frames.ts'
import { createStore, type Store } from '../../src/server/s3-store.ts'

/** Ids of the videos that no worker has finished, among the objects under a prefix. */
export async function* unfinishedVideos(
  s3: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<string> {
  const store = createStore(s3, bucket)
  let after: string | undefined
  do {
    const { keys, hasMore } = await store.list(prefix, { after })
    for (const key of keys) if (await isUnfinished(store, key)) yield key
    after = hasMore ? keys.at(-1) : undefined
  } while (after !== undefined)
}

async function isUnfinished(store: Store, key: string): Promise<boolean> {
  const object = await store.head(key)
  if (object === undefined || fileKindOf(object.contentType) !== 'video') return false
  const said = await readManifest(store, key)
  return said === undefined || said.manifest.status === 'processing'
}
