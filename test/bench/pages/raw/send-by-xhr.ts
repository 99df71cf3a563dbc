import type { ApiTarget } from '../../shared/job.ts'

// A small file's silence is short: what takes longer than this is not coming any more.
const silenceMs = 10_000

export type StoreResponse = { status: number; retryAfterMs: number }

/** One request. Resolves with any response; rejects without one. */
export function sendByXhr(
  { url, fields }: ApiTarget,
  body: Blob,
  name: string,
  onProgress: ((fraction: number) => void) | undefined,
): Promise<StoreResponse> {
  return new Promise((resolve, reject) => {
    const xhr = new XMLHttpRequest()
    let timer = setTimeout(() => xhr.abort(), silenceMs)
    const received = () => {
      clearTimeout(timer)
      timer = setTimeout(() => xhr.abort(), silenceMs)
    }
    if (onProgress) {
      xhr.upload.onprogress = ({ loaded, total }) => {
        received()
        onProgress(loaded / total)
      }
    }
    xhr.onload = () => {
      const retryAfter = Number(xhr.getResponseHeader('retry-after') ?? 0)
      resolve({ status: xhr.status, retryAfterMs: retryAfter * 1000 })
    }
    xhr.onerror = xhr.onabort = () => reject(new Error('No response.'))
    xhr.onloadend = () => clearTimeout(timer)
    xhr.open(fields ? 'POST' : 'PUT', url)
    xhr.send(fields ? formOf(fields, body, name) : body)
  })
}

function formOf(fields: Record<string, string>, body: Blob, name: string): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', body, name)
  return form
}
