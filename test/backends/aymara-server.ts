import type { ServerResponse } from 'node:http'
import { formOf, readRequest, serve, type ReceivedRequest } from '../support/http-server.ts'

type Stored = {
  uuid: string
  type: string
  contentType: string
  from: { localFilePath?: string | undefined; remoteUri?: string | undefined }
  status: string
  error?: string
  bytes?: Buffer
  workspace?: string | undefined
  video?: Record<string, unknown> | undefined
}

type CreateBody = {
  workspace_uuid?: string
  files: { content_type?: string; local_file_path?: string; remote_uri?: string }[]
}

const created = '2026-02-08T10:00:00.123456Z'

/**
 * Aymara's file API and its store, in memory. `intercept` can handle a request itself; videos stay `processing` until
 * `process` is called.
 */
export async function openAymara(intercept?: (seen: ReceivedRequest, res: ServerResponse) => boolean) {
  const files = new Map<string, Stored>()
  const seen: ReceivedRequest[] = []
  const puts: ReceivedRequest[] = []

  const store = await serve((req, res) => {
    void readRequest(req).then((request) => {
      puts.push(request)
      const file = files.get(request.path.slice(1))
      if (file) file.bytes = request.bytes
      res.writeHead(file ? 200 : 404).end()
    })
  })

  function add(file: Partial<Stored> = {}): Stored {
    const uuid = `f-${files.size + 1}`
    const stored = { uuid, type: 'image', contentType: 'image/png', from: {}, status: 'completed', ...file }
    files.set(uuid, stored)
    return stored
  }

  const uploaded = (file: Stored) => ({
    file_uuid: file.uuid,
    file_url: `${store}/${file.uuid}?signature=${file.from.localFilePath ? 'write' : 'read'}`,
    content_type: file.contentType,
    local_file_path: file.from.localFilePath ?? null,
    remote_file_path: `org/${file.uuid}`,
    remote_uri: file.from.remoteUri ?? null,
    processing_status: file.status,
  })

  const detail = (file: Stored, listed: boolean) => ({
    file_uuid: file.uuid,
    organization_uuid: 'org-1',
    workspace_uuid: file.workspace ?? null,
    uploaded_by_uuid: null,
    content_type: file.contentType,
    file_type: file.type,
    file_size_bytes: file.bytes?.length ?? null,
    file_url: listed ? null : `${store}/${file.uuid}?signature=read`,
    original_file_url: file.from.localFilePath ?? file.from.remoteUri ?? null,
    remote_file_path: `org/${file.uuid}`,
    video_metadata: file.video ?? null,
    created_at: created,
    updated_at: '2026-02-08T10:00:01',
    some_new_field: true,
  })

  function create({ files: wanted, workspace_uuid }: CreateBody) {
    const made = wanted.map(({ content_type, local_file_path, remote_uri }) => {
      const name = local_file_path ?? remote_uri ?? ''
      const isVideo = content_type?.startsWith('video/') ?? /\.mp4/.test(name)
      const contentType = content_type ?? (isVideo ? 'video/mp4' : 'image/png')
      return add({
        type: isVideo ? 'video' : 'image',
        contentType,
        from: { localFilePath: local_file_path, remoteUri: remote_uri },
        // Like the real API, which reports a file as completed before its bytes are sent.
        status: remote_uri || isVideo ? 'pending' : 'completed',
        workspace: workspace_uuid,
      })
    })
    return { files: made.map(uploaded), workspace_uuid: workspace_uuid ?? null }
  }

  async function upload(request: ReceivedRequest) {
    const file = (await formOf(request)).get('file')
    if (!(file instanceof File)) return undefined
    const bytes = Buffer.from(await file.arrayBuffer())
    const workspace = request.query.get('workspace_uuid') ?? undefined
    const stored = add({ contentType: file.type, bytes, workspace })
    return { ...uploaded(stored), local_file_path: file.name }
  }

  function list(query: URLSearchParams) {
    const all = [...files.values()].filter(
      ({ type, workspace }) =>
        (!query.has('file_type') || query.get('file_type') === type) &&
        (!query.has('workspace_uuid') || query.get('workspace_uuid') === workspace),
    )
    const offset = Number(query.get('offset') ?? 0)
    const items = all.slice(offset, offset + Number(query.get('limit') ?? 100))
    return { items: items.map((file) => detail(file, true)), count: all.length }
  }

  async function route(request: ReceivedRequest, res: ServerResponse) {
    const { method, path, query, headers, body } = request
    const json = (status: number, value: unknown) => {
      res.writeHead(status, { 'content-type': 'application/json', 'x-request-id': 'header-id' })
      res.end(JSON.stringify(value))
    }
    const fail = (status: number, code: string, message: string) => {
      json(status, { error: { code, message, details: {} }, request_id: 'req-7' })
    }
    if (headers['x-api-key'] !== 'key-1') {
      fail(401, 'auth.invalid_key', 'This API key is not known.')
      return
    }
    if (path === '/v2/files' && method === 'POST') {
      json(200, create(JSON.parse(body) as CreateBody))
      return
    }
    if (path === '/v2/files' && method === 'GET') {
      json(200, list(query))
      return
    }
    if (path === '/v2/files/-/uploads' && method === 'POST') {
      json(200, await upload(request))
      return
    }
    const [, uuid = '', below] = /^\/v2\/files\/([^/]+)(?:\/(\w+))?$/.exec(path) ?? []
    const file = files.get(decodeURIComponent(uuid))
    if (!file) {
      fail(404, 'resource.not_found', 'There is no such file.')
      return
    }
    switch (`${method} ${below ?? ''}`) {
      case 'GET ':
        json(200, detail(file, false))
        return
      case 'DELETE ':
        files.delete(file.uuid)
        res.writeHead(204).end()
        return
      case 'GET status':
        json(200, {
          file_uuid: file.uuid,
          processing_status: file.status,
          error_message: file.error ?? null,
          remote_file_path: file.status === 'completed' ? `org/${file.uuid}` : null,
          created_at: created,
          updated_at: '2026-02-08T12:00:01+02:00',
        })
        return
      case 'GET frames':
        if (file.status !== 'completed')
          fail(400, 'validation.invalid_request', 'Processing is not complete.')
        else
          json(200, {
            file_uuid: file.uuid,
            frame_count: 4,
            frame_urls: [0, 1, 2, 3].map((n) => `${store}/${file.uuid}/${n}.jpg?signature=read`),
          })
        return
      default:
        fail(405, 'validation.invalid_request', 'Not so.')
    }
  }

  const baseUrl = await serve((req, res) => {
    void readRequest(req).then((request) => {
      seen.push(request)
      if (!intercept?.(request, res)) void route(request, res)
    })
  })

  return { baseUrl, store, files, add, seen, puts }
}
