import type { SignedUpload } from '../model/upload-target.ts'
import { discard } from './discard.ts'

/** Gives up a target that nobody will use: an upload in parts is open at the store from the moment that it is signed. */
export function giveBack({ target }: SignedUpload) {
  if (target.via === 'parts') void discard(() => target.abort({}))
}
