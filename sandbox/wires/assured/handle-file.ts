import { jsonResponse } from '../../../src/server/responses.ts'
import { receiveForm } from '../receive-form.ts'
import { safeName } from '../safe-name.ts'
import { sendFile } from '../send-file.ts'
import type { WireContext } from '../wire.ts'
import { withScratch } from '../with-scratch.ts'
import { fileRecord } from './file-record.ts'
import { refuse, refuseFields } from './refuse.ts'

/** Where Assured's bytes lie. */
export const mediaPrefix = 'wires/assured/media/'

const missing = ['This field is required.']

/** `POST files/handle/`: a form with `name` and `file`. Types are not checked: nobody knows whether the vendor does. */
export async function handleFile(context: WireContext, request: Request): Promise<Response> {
  return withScratch(async (directory) => {
    const form = await receiveForm(request, directory, refuse)
    const name = form.fields.get('name')
    const file = form.files.get('file')
    if (!name || file === undefined) {
      return refuseFields({ ...(name ? {} : { name: missing }), ...(file ? {} : { file: missing }) })
    }
    const id = crypto.randomUUID()
    // Two files of one name do not overwrite each other.
    const key = `${mediaPrefix}${id}/${safeName(name)}`
    await sendFile(context.s3, file, { bucket: context.bucket, key })
    const { size, contentType, name: original } = file
    const record = await fileRecord(context, { id, key, name, original, size, contentType })
    const body = JSON.stringify(record)
    await context.store.write(`wires/assured/records/${id}.json`, 'application/json', body)
    return jsonResponse(record, 201)
  })
}
