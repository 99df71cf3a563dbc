import { fileKindOf, UploadError, type Backend, type CallOptions, type RemoteFile } from 'react-presigned'
import * as z from 'zod/mini'

const text = z.string()
const Doc = z.object({ key: text, title: text, bytes: z.number(), mime: text, made: text })
const Ticket = z.object({ doc: Doc, putTo: text })
const DocPage = z.object({ docs: z.array(Doc), next: z.optional(text) })
const Nothing = z.undefined()

/** A document service of one's own, as a backend. */
export function documentBackend(baseUrl: string): Backend {
  async function ask<T>(wanted: z.ZodMiniType<T>, path: string, call: CallOptions, init: RequestInit = {}) {
    const headers = { 'content-type': 'application/json' }
    try {
      const response = await fetch(`${baseUrl}/docs${path}`, { ...init, headers, signal: call.signal })
      const { status } = response
      const said = await response.text()
      if (response.ok) return wanted.parse(said === '' ? undefined : JSON.parse(said))
      const code = status === 404 ? 'not-found' : status === 415 ? 'type-not-allowed' : 'server-error'
      throw new UploadError(code, said, { status })
    } catch (cause) {
      if (cause instanceof UploadError) throw cause
      const code = call.signal?.aborted
        ? 'aborted'
        : cause instanceof TypeError
          ? 'network'
          : 'invalid-response'
      throw new UploadError(code, 'The document service gave no answer of use. Try again.', { cause })
    }
  }
  const pathOf = (key: string) => `/${encodeURIComponent(key)}`

  return {
    name: 'documents',
    scope: baseUrl,
    async sign([intent], call) {
      if (!intent) return []
      const { name: title, size: bytes, contentType: mime } = intent
      const body = JSON.stringify({ title, bytes, mime })
      const { doc, putTo } = await ask(Ticket, '', call, { method: 'POST', body })
      return [{ file: fileOf(doc), target: { type: 'put', url: putTo, headers: { 'content-type': mime } } }]
    },
    get: async (key, call) => fileOf(await ask(Doc, pathOf(key), call)),
    async list({ kind, limit = 50, cursor = '' }, call) {
      const { docs, next } = await ask(DocPage, `?max=${limit}&after=${encodeURIComponent(cursor)}`, call)
      const files = docs.map(fileOf).filter((file) => kind === undefined || file.kind === kind)
      return { files, nextCursor: next }
    },
    remove: (key, call) => ask(Nothing, pathOf(key), call, { method: 'DELETE' }),
  }
}

function fileOf(doc: z.infer<typeof Doc>): RemoteFile {
  const { key: id, title: name, bytes: size, mime: contentType, made } = doc
  const kind = fileKindOf(contentType)
  return { id, name, size, contentType, kind, status: 'completed', createdAt: new Date(made), raw: doc }
}
