import * as z from 'zod/mini'
import { sandboxKeys } from '../../../sandbox/wires/sandbox-keys.ts'
import { askWire, read } from './ask-wire.ts'

const Upload = z.looseObject({
  file_uuid: z.string(),
  file_url: z.string(),
  remote_file_path: z.string(),
  processing_status: z.string(),
})
const Detail = z.looseObject({
  file_uuid: z.string(),
  file_url: z.nullable(z.string()),
  file_type: z.string(),
  original_file_url: z.nullable(z.string()),
  video_metadata: z.unknown(),
})
const Status = z.looseObject({ processing_status: z.string(), error_message: z.nullable(z.string()) })

/** A client of the sandbox's Aymara API. */
export function askAymara({ url }: { url: string }) {
  const call = askWire(`${url}/aymara`, { 'x-api-key': sandboxKeys.aymara.apiKey })
  return {
    call,
    get: async (id: string) => read(Detail, await call('GET', `/v2/files/${id}`)),
    status: async (id: string) => read(Status, await call('GET', `/v2/files/${id}/status`)),
    list: async (query: string) =>
      read(z.object({ items: z.array(Detail), count: z.number() }), await call('GET', `/v2/files${query}`)),
    async create(file: object) {
      const response = await call('POST', '/v2/files', { files: [file] })
      const [created] = read(z.object({ files: z.array(Upload) }), response).files
      if (created === undefined) throw new Error('Nothing was created')
      return created
    },
    async upload(content: string | Uint8Array<ArrayBuffer>, name: string, type: string, workspace?: string) {
      const form = new FormData()
      form.append('file', new File([content], name, { type }))
      const query = workspace === undefined ? '' : `?workspace_uuid=${workspace}`
      return read(Upload, await call('POST', `/v2/files/-/uploads${query}`, form))
    },
  }
}
