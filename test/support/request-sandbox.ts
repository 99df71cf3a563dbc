import { readFile } from 'node:fs/promises'
import { WireFrames, WirePage, WireState } from '../../src/backends/s3/wire-files.ts'
import { ConfirmResponse, SignResponse, WireFile, type WireTarget } from '../../src/backends/s3/wire.ts'

/** A minimal client of the sandbox's API. */
export function ask(api: string) {
  async function call<T>(parse: (body: unknown) => T, route: string, init?: RequestInit): Promise<T> {
    const response = await fetch(`${api}/${route}`, init)
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return parse(await response.json())
  }
  const post = (body: unknown): RequestInit => ({
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const withId = (route: string, id: string) => `${route}?id=${encodeURIComponent(id)}`

  return {
    status: (id: string) => call(WireState, withId('status', id)),
    frames: (id: string) => call(WireFrames, withId('frames', id)),
    file: (id: string) => call(WireFile, withId('file', id)),
    list: () => call(WirePage, 'list'),
    async confirm(id: string) {
      const { files } = await call(ConfirmResponse, 'confirm', post({ ids: [id] }))
      const [file] = files
      if (file === undefined || !('id' in file)) throw new Error(`Not confirmed: ${JSON.stringify(file)}`)
      return file
    },
    remove: (id: string) => fetch(`${api}/${withId('file', id)}`, { method: 'DELETE' }),

    /** Signs and sends a file without confirming it. */
    async send(
      bytes: Uint8Array<ArrayBuffer>,
      name = 'video.mp4',
      contentType = 'video/mp4',
    ): Promise<string> {
      const intent = { name, contentType, size: bytes.length }
      const { uploads } = await call(SignResponse, 'sign', post({ files: [intent] }))
      const [signed] = uploads
      if (signed === undefined || 'error' in signed) throw new Error(`Refused: ${JSON.stringify(signed)}`)
      const { target, file } = signed
      const response = target.type === 'post' ? await postForm(target, bytes) : await put(target, bytes)
      if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
      return file.id
    },
  }
}

function put(target: WireTarget, body: Uint8Array<ArrayBuffer>): Promise<Response> {
  if (target.type !== 'put') throw new Error(`Not a PUT: ${target.type}`)
  return fetch(target.url, { method: 'PUT', headers: target.headers, body })
}

function postForm(
  target: Extract<WireTarget, { type: 'post' }>,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const form = new FormData()
  for (const [name, value] of Object.entries(target.fields)) form.append(name, value)
  form.append(target.fileField, new Blob([bytes]))
  return fetch(target.url, { method: 'POST', body: form })
}

/** Reads a file as a `Uint8Array` for `fetch`. */
export async function readBytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
  return Uint8Array.from(await readFile(path))
}
