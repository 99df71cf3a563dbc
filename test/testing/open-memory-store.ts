import type { Backend, RemoteFile, Transfer } from 'react-presigned'
import { createFakeBackend, type FakeBackendOptions } from 'react-presigned/testing'

/** A fake backend and a transfer that stores the bytes in memory. */
export function openMemoryStore(options: FakeBackendOptions = {}) {
  const store = new Map<string, Blob>()
  const fake = createFakeBackend(options)
  const transfer: Transfer = async ({ url, body, size, onProgress }) => {
    if (body instanceof FormData) throw new Error('The fake signs no forms')
    store.set(url, new Blob([body]))
    fake.sent(url, size)
    onProgress(size)
    return { status: 200, headers: new Headers(), body: '' }
  }
  /** The body of a file, or its parts in order. */
  const read = async ({ id }: RemoteFile) => {
    const url = `https://store.invalid/${id}`
    const partNumber = (part: string) => Number(new URL(part).searchParams.get('part'))
    const parts = [...store.keys()].filter((part) => part.startsWith(`${url}?`))
    const inOrder = parts.sort((a, b) => partNumber(a) - partNumber(b))
    return store.get(url) ?? new Blob(inOrder.flatMap((part) => store.get(part) ?? []))
  }
  const backend: Backend & typeof fake = fake
  return { backend, transfer, read, store }
}
