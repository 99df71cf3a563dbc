import type { SignedUpload } from '../../model/upload-target.ts'
import { retryCleanup } from '../cleanup-remote.ts'

/** Gives up a target that nobody will use: an upload in parts is open at the store from the moment that it is signed. */
export function abortUnusedTarget({ target }: SignedUpload) {
  if (target.type === 'multipart') void retryCleanup(() => target.abort({}))
}
