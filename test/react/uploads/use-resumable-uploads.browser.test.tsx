import { act, cleanup, waitFor } from '@testing-library/react'
import { afterEach, expect, onTestFinished, test } from 'vitest'
import { indexedDbStorage, useResumableUploads, useUploads } from 'react-presigned'
import { createFakeBackend } from 'react-presigned/testing'
import type * as uploaderModule from '../../../src/uploader/uploader.ts'
import type * as storageModule from '../../../src/uploader/resume/indexed-db-storage.ts'
import { failure } from '../../support/failure.ts'
import { openOtherTab } from '../../uploader/resume/other-tab.ts'
import { openPartsStore, partSize } from '../../uploader/resume/open-multipart-store.ts'
import { runHook } from '../render.tsx'

afterEach(cleanup)

// Four parts, the last of 7 bytes. Two arrive before the tab is closed.
const size = 3 * partSize + 7
const content = Uint8Array.from({ length: size }, (_, index) => (index * 31) % 251)
const video = (bytes = content, lastModified = 1_700_000_000_000) =>
  new File([bytes], 'video.mp4', { type: 'video/mp4', lastModified })

async function interrupted(...files: readonly File[]) {
  const database = `test-${crypto.randomUUID()}`
  onTestFinished(() => {
    indexedDB.deleteDatabase(database)
  })
  const store = openPartsStore()
  const { backend, transfer } = store
  const elsewhere = await openOtherTab()
  const folder = '../../../src/uploader'
  const { createUploader } = await elsewhere.load<typeof uploaderModule>(`${folder}/uploader.ts`)
  const { indexedDbStorage: storageOf } = await elsewhere.load<typeof storageModule>(
    `${folder}/resume/indexed-db-storage.ts`,
  )
  const storage = indexedDbStorage(database)
  const uploader = createUploader({ backend, transfer, storage: storageOf(database), concurrency: 1 })
  let parts = 0
  for (const file of files.length > 0 ? files : [video()]) {
    parts += 2
    store.admit(parts)
    const [upload] = uploader.add([file], { metadata: { album: '7' } })
    await waitFor(async () => {
      expect(store.arrived).toHaveLength(parts)
      expect((await storage.get(upload?.id ?? ''))?.doneParts).toHaveLength(2)
    })
    uploader.pause(upload?.id ?? '')
  }
  elsewhere.crash()
  store.admit(Infinity)

  // The number of listed uploads in each render.
  const seen = new Set<number>()
  const { result } = runHook(
    () => {
      const resumables = useResumableUploads()
      seen.add(resumables.uploads.length)
      return { ...useUploads(), resumables }
    },
    { backend, transfer, storage },
  )
  expect(result.current.resumables).toMatchObject({ uploads: [], isLoading: true })
  await waitFor(() => {
    expect(result.current.resumables.uploads).toHaveLength(Math.max(1, files.length))
  })
  const [first] = result.current.resumables.uploads
  if (!first) throw new Error('Nothing was interrupted.')
  return { store, storage, result, first, seen }
}

type Interrupted = Awaited<ReturnType<typeof interrupted>>

async function completes({ result, store }: Interrupted) {
  await waitFor(
    () => {
      expect(result.current.uploads[0]?.state.status).toBe('completed')
    },
    { timeout: 10_000 },
  )
  const [object] = [...store.objects.values()]
  expect(new Uint8Array((await object?.arrayBuffer()) ?? []).every((byte, i) => byte === content[i])).toBe(
    true,
  )
  expect(object?.size).toBe(size)
}

test('useResumableUploads › lists interrupted uploads without their tokens', async () => {
  const { result, first } = await interrupted()
  expect(first).toMatchObject({
    name: 'video.mp4',
    size,
    contentType: 'video/mp4',
    sentBytes: 2 * partSize,
    fraction: (2 * partSize) / size,
    canReopen: false,
  })
  expect(first.updatedAt.getTime()).toBeGreaterThanOrEqual(first.addedAt.getTime())
  expect(result.current.resumables.isLoading).toBe(false)
  expect(JSON.stringify(result.current.resumables)).not.toContain('token-')
})

test('useResumableUploads › resumes with a chosen file and sends only missing parts', async () => {
  const cut = await interrupted()
  const { result, store, first } = cut
  await act(async () => {
    const upload = await result.current.resumables.resume(first.id, video())
    expect(upload).toMatchObject({ name: 'video.mp4', metadata: { album: '7' } })
  })
  await completes(cut)
  expect(store.arrived.toSorted()).toEqual([1, 2, 3, 4])
  await waitFor(() => {
    expect(result.current.resumables.uploads).toEqual([])
  })
  expect(store.uploads.size).toBe(0)
})

test('useResumableUploads › is not needed for a file that is added again, which continues', async () => {
  const cut = await interrupted()
  const { result, store } = cut
  act(() => {
    result.current.add([video()])
  })
  await completes(cut)
  expect(store.arrived.toSorted()).toEqual([1, 2, 3, 4])
})

test('useResumableUploads › hides an upload while it continues or waits to', async () => {
  const { result, store, first } = await interrupted()
  store.admit(3)
  await act(async () => {
    await result.current.resumables.resume(first.id, video())
  })
  await waitFor(() => {
    expect(store.arrived).toHaveLength(3)
    expect(result.current.resumables.uploads).toEqual([])
  })
  act(() => {
    result.current.pauseAll()
  })
  await new Promise((done) => setTimeout(done, 300))
  expect(result.current.resumables.uploads).toEqual([])
})

test.each([
  ['size', video(content.slice(1)), /bytes instead of/],
  ['time', video(content, 1), /another time/],
  ['content', video(content.with(0, 255)), /content differs/],
])('useResumableUploads › rejects a file of another %s', async (_what, other, reason) => {
  const { result, first, store } = await interrupted()
  const error = await failure(result.current.resumables.resume(first.id, other))
  expect(error).toMatchObject({ code: 'file-changed' })
  expect(error.message).toMatch(reason)
  expect(result.current.uploads).toEqual([])
  expect(result.current.resumables.uploads).toHaveLength(1)
  expect(store.arrived).toHaveLength(2)
})

test('useResumableUploads › requires the file if the browser has stored no handle', async () => {
  const { result, first } = await interrupted()
  const error = await failure(result.current.resumables.resume(first.id))
  expect(error).toMatchObject({ code: 'file-unreadable' })
  expect(error.message).toContain('Select “video.mp4”')
  expect(await failure(result.current.resumables.resume('nobody'))).toMatchObject({ code: 'not-found' })
})

/** A file in the origin private file system, which has a real handle. */
async function fileWithHandle() {
  const root = await navigator.storage.getDirectory()
  const handle = await root.getFileHandle('video.mp4', { create: true })
  onTestFinished(() => root.removeEntry('video.mp4').catch(() => undefined))
  const writable = await handle.createWritable()
  await writable.write(content)
  await writable.close()
  return { root, handle, file: Object.assign(await handle.getFile(), { handle }) }
}

test('useResumableUploads › opens the file by its handle with one click', async () => {
  const { file } = await fileWithHandle()
  const cut = await interrupted(file)
  const { result, first, store } = cut
  expect(first.canReopen).toBe(true)
  await act(async () => {
    await result.current.resumables.resume(first.id)
  })
  await completes(cut)
  expect(store.arrived.toSorted()).toEqual([1, 2, 3, 4])
})

test('useResumableUploads › rejects if the file of the handle has changed or is missing', async () => {
  const { root, handle, file } = await fileWithHandle()
  const { result, first } = await interrupted(file)
  const writable = await handle.createWritable()
  await writable.write('shorter')
  await writable.close()
  expect(await failure(result.current.resumables.resume(first.id))).toMatchObject({ code: 'file-changed' })
  await root.removeEntry('video.mp4')
  expect(await failure(result.current.resumables.resume(first.id))).toMatchObject({
    code: 'file-unreadable',
  })
})

test('useResumableUploads › discard deletes the parts at the store and the record', async () => {
  const { result, store, storage, first } = await interrupted()
  await act(() => result.current.resumables.discard(first.id))
  expect(store.uploads.size).toBe(0)
  await waitFor(() => {
    expect(result.current.resumables.uploads).toEqual([])
  })
  expect(await storage.list()).toEqual([])
  await result.current.resumables.discard(first.id)
})

test('useResumableUploads › discard deletes the record of an upload that the store has aborted', async () => {
  const { result, store, storage, first } = await interrupted()
  store.uploads.clear()
  await act(() => result.current.resumables.discard(first.id))
  expect(await storage.list()).toEqual([])
})

test('useResumableUploads › discard rejects while the server is down, and can be repeated; the upload stays listed', async () => {
  const { result, store, first, seen } = await interrupted()
  store.goDown(true)
  seen.clear()
  await act(async () => {
    expect(await failure(result.current.resumables.discard(first.id))).toMatchObject({ code: 'network' })
  })
  expect([...seen]).toEqual([1])
  store.goDown(false)
  await act(() => result.current.resumables.discard(first.id))
  await waitFor(() => {
    expect(result.current.resumables.uploads).toEqual([])
  })
})

test('useResumableUploads › discardAll discards all', async () => {
  const { result, store } = await interrupted(video(), video(content.with(0, 1)), video(content.with(0, 2)))
  await act(() => result.current.resumables.discardAll())
  await waitFor(() => {
    expect(result.current.resumables.uploads).toEqual([])
  })
  expect(store.uploads.size).toBe(0)
})

test('useResumableUploads › starts over if the store has aborted the upload', async () => {
  const cut = await interrupted()
  const { result, store, storage, first } = cut
  store.uploads.clear()
  await act(async () => {
    await result.current.resumables.resume(first.id, video())
  })
  await completes(cut)
  expect(store.arrived.toSorted()).toEqual([1, 1, 2, 2, 3, 4])
  expect(await storage.list()).toEqual([])
})

test('useResumableUploads › hides uploads of other backends', async () => {
  const { storage, first } = await interrupted()
  const { result } = runHook(() => useResumableUploads(), { backend: createFakeBackend(), storage })
  await waitFor(() => {
    expect(result.current.isLoading).toBe(false)
  })
  expect(result.current.uploads).toEqual([])
  expect((await storage.get(first.id))?.name).toBe('video.mp4')
})

test('useResumableUploads › is empty without a storage', async () => {
  const { result } = runHook(() => useResumableUploads(), { storage: null })
  await waitFor(() => {
    expect(result.current.isLoading).toBe(false)
  })
  expect(result.current.uploads).toEqual([])
})
