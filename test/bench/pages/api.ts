import type { ApiTarget } from '../shared/job.ts'

/** A call of the bench's signing API. */
export async function callApi(path: string, body: unknown, signal?: AbortSignal): Promise<unknown> {
  const response = await fetch(`/api/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    signal: signal ?? null,
  })
  if (!response.ok) throw new Error(`The signing API responded with ${String(response.status)}.`)
  return response.json()
}

/** A target for each file, in one call. */
export function signFiles(
  type: 'put' | 'post',
  files: readonly { name: string; size: number }[],
  signal?: AbortSignal,
): Promise<readonly ApiTarget[]> {
  const named = files.map(({ name, size }) => ({ name, size }))
  return callApi('sign', { type, files: named }, signal) as Promise<readonly ApiTarget[]>
}

/** The signing API's multipart calls. */
export const partsApi = {
  open: (name: string, partSize: number, signal?: AbortSignal) =>
    callApi('parts/open', { name, partSize }, signal) as Promise<string>,
  sign: (name: string, uploadId: string, numbers: readonly number[], signal?: AbortSignal) =>
    callApi('parts/sign', { name, uploadId, numbers }, signal) as Promise<readonly string[]>,
  list: (uploadId: string, signal?: AbortSignal) =>
    callApi('parts/list', { uploadId }, signal) as Promise<
      readonly { number: number; size: number; etag: string }[]
    >,
  async complete(uploadId: string, signal?: AbortSignal) {
    const name = await callApi('parts/complete', { uploadId }, signal)
    if (name === null) throw new Error('Some part is not there.')
  },
}
