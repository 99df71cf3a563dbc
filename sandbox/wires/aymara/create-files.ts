import * as z from 'zod/mini'
import { jsonResponse } from '../../../src/server/responses.ts'
import { isUnknownType } from '../file-names.ts'
import { readJson } from '../read-json.ts'
import { receiveForm } from '../receive-form.ts'
import { ErrorResponse } from '../respond.ts'
import { sendFile, withScratch } from '../scratch-files.ts'
import type { Call } from './call.ts'
import { uploadResult } from './describe-file.ts'
import { refuse, refuseIssues } from './errors.ts'
import { arrived, type FileRecord, newRecord } from './file-record.ts'
import { checkRemoteUri } from './remote-uri.ts'

const Text = z.nullish(z.string())
const CreateRequest = z.object({
  workspace_uuid: Text,
  files: z.array(z.object({ content_type: Text, local_file_path: Text, remote_uri: Text })),
})
type Asked = z.infer<typeof CreateRequest>['files'][number]

/** `POST /v2/files`: a place for each file to be sent to, or a fetch of its remote URI. All of them, or none. */
export async function createFiles(call: Call, request: Request): Promise<Response> {
  const read = await readJson(request, CreateRequest)
  if ('issues' in read) return refuseIssues(read.issues)
  const workspace = read.data.workspace_uuid ?? null
  const records = read.data.files.map((asked) => recordOf(asked, workspace))
  const files = await Promise.all(
    records.map(async (record) => {
      await call.records.put(record)
      if (record.from === 'remote') call.fetchLater(record.id)
      return uploadResult(call, record)
    }),
  )
  return jsonResponse({ files, workspace_uuid: workspace })
}

function recordOf(asked: Asked, workspace: string | null): FileRecord {
  const { local_file_path: local, remote_uri: remote } = asked
  if (local && remote) throw invalid('A file has either local_file_path or remote_uri, not both.')
  if (remote) {
    const url = checkRemoteUri(remote)
    if (typeof url === 'string') throw invalid(url)
    return newRecord({
      from: 'remote',
      path: decodePath(url.pathname),
      original: remote,
      contentType: asked.content_type,
      workspace,
    })
  }
  if (local) {
    return newRecord({
      from: 'local',
      path: local,
      original: local,
      contentType: asked.content_type,
      workspace,
    })
  }
  throw invalid('A file needs local_file_path or remote_uri.')
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return pathname
  }
}

function invalid(message: string): ErrorResponse {
  return new ErrorResponse(refuse(422, message, { code: 'validation.invalid_request' }))
}

/** `POST /v2/files/-/uploads`: the content as a form's `file`. */
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
