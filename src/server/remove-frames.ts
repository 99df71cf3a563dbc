import { framesPrefix } from './frames-layout.ts'
import { mapConcurrent } from './map-concurrent.ts'
import type { Store } from './store.ts'

/**
 * Removes the frames and the manifest of a file. One request each and not `DeleteObjects`, whose checksum the SDK and
 * many stores disagree about.
 *
 * @see https://github.com/aws/aws-sdk-js-v3/issues/6810
 */
export async function removeFrames(store: Store, fileId: string): Promise<void> {
  let after: string | undefined
  do {
    const { keys, hasMore } = await store.list(framesPrefix(fileId), { after })
    await mapConcurrent(32, keys, (key) => store.remove(key))
    after = hasMore ? keys.at(-1) : undefined
  } while (after !== undefined)
}
