import type { Call } from './call.ts'
import { describeFile } from './describe-file.ts'
import { fileState } from './file-state.ts'
import { emptyResponse, jsonResponse } from './json-response.ts'
import { idOf, ownFile } from './own-file.ts'
import { removeFrames } from './remove-frames.ts'

/** `GET file`. */
export async function getFile(call: Call): Promise<Response> {
  return jsonResponse(await describeFile(call, await ownFile(call, idOf(call))))
}

/** `GET status`. */
export async function getStatus(call: Call): Promise<Response> {
  const file = await ownFile(call, idOf(call))
  const { status, error, updatedAt } = await fileState(call, file)
  return jsonResponse({ fileId: file.id, status, error, updatedAt })
}

/** `DELETE file`: its frames first, so that a deletion that was cut short can be asked for again. */
export async function deleteFile(call: Call): Promise<Response> {
  const { id } = await ownFile(call, idOf(call))
  await removeFrames(call.settings.store, id)
  await call.settings.store.remove(id)
  return emptyResponse()
}
