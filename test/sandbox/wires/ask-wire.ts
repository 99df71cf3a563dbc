import * as z from 'zod/mini'

export type WireResponse = { status: number; headers: Headers; body: unknown }

/** A minimal client of a vendor's API. */
export function askWire(base: string, headers: Record<string, string>) {
  return async (method: string, path: string, body?: unknown): Promise<WireResponse> => {
    const isForm = body instanceof FormData
    const response = await fetch(`${base}${path}`, {
      method,
      headers: body === undefined || isForm ? headers : { ...headers, 'content-type': 'application/json' },
      body: isForm ? body : JSON.stringify(body),
    })
    const text = await response.text()
    const json: unknown = text === '' ? undefined : JSON.parse(text)
    return { status: response.status, headers: response.headers, body: json }
  }
}

/** Parses the body of a response with a schema. */
export function read<S extends z.ZodMiniType>(schema: S, response: WireResponse): z.infer<S> {
  return z.parse(schema, response.body)
}

/** Sends bytes to a signed URL, with the content type as the only header. */
export async function putTo(
  url: string,
  body: Uint8Array<ArrayBuffer> | string,
  contentType?: string,
): Promise<number> {
  const headers: Record<string, string> = contentType === undefined ? {} : { 'content-type': contentType }
  const response = await fetch(url, { method: 'PUT', headers, body })
  await response.arrayBuffer()
  return response.status
}

/** Fetches a URL. */
export async function textOf(url: string): Promise<string> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.text()
}

/** Lifetime of a signed URL in seconds. */
export function lifeOf(url: string): number {
  return Number(new URL(url).searchParams.get('X-Amz-Expires'))
}
