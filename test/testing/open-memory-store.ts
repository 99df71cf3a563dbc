import type { Backend, RemoteFile, Transfer } from 'react-presigned'
import { createFakeBackend, type FakeBackendOptions } from 'react-presigned/testing'

/** A fake backend and a transfer whose bytes stay: a storage in memory. */
export function openMemoryStore(options: FakeBackendOptions = {}) {
  const store = new Map<string, Blob>()
  const fake = createFakeBackend(options)
  const transfer: Transfer = async ({ url, body, size, onProgress }) => {
    if (body instanceof FormData) throw new Error('The fake signs no forms')
    store.set(url, body)
    onProgress(size)
    return { status: 200, headers: new Headers(), body: '' }
  }
  const read = async ({ id }: RemoteFile) => store.get(`https://store.invalid/${id}`) ?? new Blob()
  const backend: Backend & typeof fake = fake
  return { backend, transfer, read, store }
}
