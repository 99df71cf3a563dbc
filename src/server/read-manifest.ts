import { FramesManifest } from './frames-manifest.ts'
import { manifestKey } from './frames-layout.ts'
import type { Store } from './store.ts'

/** What the worker said of a file, and when; `undefined` before it said anything. */
export async function readManifest(
  store: Store,
  fileId: string,
  signal?: AbortSignal,
): Promise<{ manifest: FramesManifest; updatedAt?: Date } | undefined> {
  const read = await store.read(manifestKey(fileId), signal)
  if (read === undefined) return undefined
  return { manifest: FramesManifest.parse(JSON.parse(read.text)), updatedAt: read.updatedAt }
}
