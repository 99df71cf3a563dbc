import type { RequestContext } from '../request-context.ts'
import { toWireFile } from '../wire-file.ts'
import { fileState } from '../file-state.ts'
import { emptyResponse, jsonResponse } from '../json-response.ts'
import { idOf, requireOwnedFile } from '../require-owned-file.ts'
import { removeFrames } from '../remove-frames.ts'

/** `GET file`. */
export async function getFile(call: RequestContext): Promise<Response> {
  return jsonResponse(await toWireFile(call, await requireOwnedFile(call, idOf(call))))
}

/** `GET status`. */
export async function getStatus(call: RequestContext): Promise<Response> {
  const file = await requireOwnedFile(call, idOf(call))
  const { status, error, updatedAt } = await fileState(call, file)
  return jsonResponse({ fileId: file.id, status, error, updatedAt })
}

/** `DELETE file`: its frames first, so that a deletion that was cut short can be asked for again. */
export async function deleteFile(call: RequestContext): Promise<Response> {
  const { id } = await requireOwnedFile(call, idOf(call))
  await removeFrames(call.settings.store, id)
  await call.settings.store.remove(id)
  return emptyResponse()
}
