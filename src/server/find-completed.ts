import type { Call } from './call.ts'
import { findOwnFile } from './own-file.ts'
import type { PartsToken } from './parts-token.ts'
import type { StoredFile } from './stored-file.ts'

/** The file that an upload which is gone has become, if it was completed and not given up. */
export async function findCompleted(call: Call, { key, size }: PartsToken): Promise<StoredFile | undefined> {
  const file = await findOwnFile(call, key)
  return file?.size === size ? file : undefined
}
