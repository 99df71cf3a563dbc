import { jsonResponse } from '../../../src/server/responses.ts'
import { receiveForm } from '../receive-form.ts'
import { sendFile } from '../send-file.ts'
import { isUnknownType } from '../type-of-name.ts'
import { withScratch } from '../with-scratch.ts'
import type { Call } from './call.ts'
import { newRecord } from './new-record.ts'
import { refuse } from './refuse.ts'
import { arrived } from './settle.ts'
import { uploadResult } from './upload-result.ts'

/** `POST /v2/files/-/uploads`: the bytes themselves, as a form's `file`. */
export async function uploadFile(call: Call, request: Request): Promise<Response> {
  return withScratch(async (directory) => {
    const form = await receiveForm(request, directory, refuse)
    const file = form.files.get('file')
    if (file === undefined) return refuse(422, 'file is missing.', { code: 'validation.invalid_request' })
    const { bucket, s3 } = call
    const draft = newRecord({
      from: 'upload',
      path: file.name,
      original: file.name || null,
      contentType: isUnknownType(file.contentType) ? undefined : file.contentType,
      workspace: new URL(request.url).searchParams.get('workspace_uuid'),
    })
    const sent = { ...file, contentType: draft.contentType }
    await sendFile(s3, sent, { bucket, key: draft.key })
    return jsonResponse(await uploadResult(call, await arrived(call, draft, sent)))
  })
}
