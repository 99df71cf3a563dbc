import { ConfirmResponse, SignResponse, type WireTarget } from '../../src/backends/s3/wire.ts'
import { UploadError } from '../../src/errors.ts'
import { createUploadHandler, type UploadHandlerOptions } from '../../src/server/index.ts'
import { toNodeListener } from '../../src/server/node/index.ts'
import { serve } from '../support/http-server.ts'

/** A request to the server, and its owner. */
export type Question = {
  method?: string
  query?: Record<string, string>
  /** Sent as JSON. */
  body?: unknown
  /** @default 'alice' */
  owner?: string | undefined
  headers?: Record<string, string>
}

/** The handler on a real HTTP server, for the current test or for all tests of a file. The header `x-owner` names the owner; without it, requests are unauthorized. */
export async function openUploadServer(
  options: Omit<UploadHandlerOptions, 'authorize'> & Partial<UploadHandlerOptions>,
) {
  const errors: unknown[] = []
  const handler = createUploadHandler({
    authorize: (request) => {
      const owner = request.headers.get('x-owner')
      return owner === null ? null : { owner: decodeURIComponent(owner) }
    },
    onError: (error) => void errors.push(error),
    ...options,
  })
  const url = `${await serve(toNodeListener(handler))}/api/files`

  const ask = (route: string, { method = 'GET', query, body, owner = 'alice', headers }: Question = {}) =>
    fetch(`${url}/${route}?${new URLSearchParams(query).toString()}`, {
      method,
      headers: {
        ...(owner === '' ? {} : { 'x-owner': encodeURIComponent(owner) }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? null : JSON.stringify(body),
    })

  /** The parsed response; throws an error response. */
  const read = async <T>(parse: (body: unknown) => T, route: string, question?: Question): Promise<T> => {
    const response = await ask(route, question)
    const json: unknown = await response.json()
    if (!response.ok) throw new Error(`${response.status} ${JSON.stringify(json)}`)
    return parse(json)
  }

  const sign = async (files: readonly object[], owner?: string) => {
    const { uploads } = await read(SignResponse, 'sign', { method: 'POST', body: { files }, owner })
    return uploads
  }

  /** Signs one file; throws if it is rejected. */
  const signOne = async (file: { name: string; size: number; contentType: string }, owner?: string) => {
    const [upload] = await sign([file], owner)
    if (upload === undefined || 'error' in upload) throw new Error(`Refused: ${JSON.stringify(upload)}`)
    return upload
  }

  /** Signs and stores a file; returns its id. */
  const upload = async (
    file: { name: string; contentType: string; bytes: string } & Record<string, unknown>,
    owner?: string,
  ) => {
    const { bytes, ...intent } = file
    const { file: signed, target } = await signOne({ ...intent, size: byteLength(bytes) }, owner)
    const response = await send(target, bytes)
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
    return signed.id
  }

  /** Confirms one file; throws if it is missing. */
  const confirm = async (id: string, owner?: string) => {
    const body = { ids: [id] }
    const { files } = await read(ConfirmResponse, 'confirm', { method: 'POST', body, owner })
    const [file] = files
    if (file === undefined || !('id' in file)) throw new Error(`Not confirmed: ${JSON.stringify(file)}`)
    return file
  }

  return { url, errors, ask, read, sign, signOne, upload, confirm }
}

/** Sends bytes to a target as a browser would. */
export function send(target: WireTarget, bytes: string): Promise<Response> {
  switch (target.type) {
    case 'put':
      return fetch(target.url, { method: 'PUT', headers: target.headers, body: bytes })
    case 'post': {
      const form = new FormData()
      for (const [name, value] of Object.entries(target.fields)) form.append(name, value)
      form.append(target.fileField, new Blob([bytes]), 'blob')
      return fetch(target.url, { method: 'POST', body: form })
    }
    case 'multipart':
    case 'none':
      throw new UploadError('unsupported', 'This goes by no one request')
    default:
      return target satisfies never
  }
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).byteLength
}
