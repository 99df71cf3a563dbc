import { fileKindOf, UploadError, type Backend, type CallOptions, type RemoteFile } from 'react-presigned'
import * as z from 'zod/mini'

const text = z.string()
const Doc = z.object({ key: text, title: text, bytes: z.number(), mime: text, created: text })
const UploadTicket = z.object({ doc: Doc, putTo: text })
const DocPage = z.object({ docs: z.array(Doc), next: z.optional(text) })
const Empty = z.undefined()

/** Adapts a document service. */
export function documentBackend(baseUrl: string): Backend {
  async function request<T>(
    schema: z.ZodMiniType<T>,
    path: string,
    call: CallOptions,
    init: RequestInit = {},
  ) {
    const headers = { 'content-type': 'application/json' }
    try {
      const response = await fetch(`${baseUrl}/docs${path}`, {
        ...init,
        headers,
        signal: call.signal ?? null,
      })
      const { status } = response
      const body = await response.text()
      if (response.ok) return schema.parse(body === '' ? undefined : JSON.parse(body))
      const code = status === 404 ? 'not-found' : status === 415 ? 'type-not-allowed' : 'server-error'
      throw new UploadError(code, body, { status })
    } catch (cause) {
      if (cause instanceof UploadError) throw cause
      const code = call.signal?.aborted
        ? 'aborted'
        : cause instanceof TypeError
          ? 'network'
          : 'invalid-response'
      throw new UploadError(code, 'The document service is not available. Try again.', { cause })
    }
  }
  const pathTo = (key: string) => `/${encodeURIComponent(key)}`

  return {
    name: 'documents',
    scope: baseUrl,
    async sign([intent], call) {
      if (!intent) return []
      const { name: title, size: bytes, contentType: mime } = intent
      const body = JSON.stringify({ title, bytes, mime })
      const { doc, putTo } = await request(UploadTicket, '', call, { method: 'POST', body })
      return [
        { file: toRemoteFile(doc), target: { type: 'put', url: putTo, headers: { 'content-type': mime } } },
      ]
    },
    get: async (key, call) => toRemoteFile(await request(Doc, pathTo(key), call)),
    async list({ kind, limit = 50, cursor = '' }, call) {
      const { docs, next } = await request(DocPage, `?max=${limit}&after=${encodeURIComponent(cursor)}`, call)
      const files = docs.map(toRemoteFile).filter((file) => kind === undefined || file.kind === kind)
      return { files, nextCursor: next }
    },
    remove: (key, call) => request(Empty, pathTo(key), call, { method: 'DELETE' }),
  }
}

function toRemoteFile(doc: z.infer<typeof Doc>): RemoteFile {
  const { key: id, title: name, bytes: size, mime: contentType, created } = doc
  const kind = fileKindOf(contentType)
  return { id, name, size, contentType, kind, status: 'completed', createdAt: new Date(created), raw: doc }
}
