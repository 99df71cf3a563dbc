import { act, cleanup, waitFor } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import * as library from 'react-presigned'
import {
  useDeleteFile,
  useFile,
  useFileDropzone,
  useFilePreview,
  useFiles,
  useFileStatus,
  useFindFiles,
  useImportUrls,
  useFocusRestore,
  useLeaveGuard,
  usePresignedUrl,
  useResumableUploads,
  useUpload,
  useUploadAnnouncer,
  useUploadEvents,
  useUploadFile,
  useUploadIds,
  useUploadList,
  useUploadProgress,
  useUploader,
  useUploadRow,
  useUploads,
  useUploadText,
  useUploadActions,
  useVideoFrameGallery,
  useVideoFrames,
  type Backend,
} from 'react-presigned'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { runHook } from './render.tsx'

afterEach(cleanup)

const video = { id: 'video', name: 'video.mp4', kind: 'video', status: 'completed', raw: {} } as const
const frames = [{ index: 0, url: 'blob:none', atSeconds: 0 }]
const backend: Backend = {
  ...createFakeBackend({
    files: [video],
    frames: { video: { fileId: 'video', frameCount: 1, frames, complete: true } },
  }),
  find: async () => [video],
  importUrls: async () => [video],
  presign: async () => ({ url: 'https://example.com/a' }),
}
const text = new File(['text'], 'a.txt', { type: 'text/plain' })

// As written in a component: options are new with each render, unless their documentation asks for stable ones.
const hooks: Record<string, () => unknown> = {
  useDeleteFile: () => useDeleteFile(),
  useFile: () => useFile('video'),
  useFileDropzone: () =>
    useFileDropzone({ maxSize: 10, folders: true, name: 'a', required: true, validate: () => undefined }),
  useFilePreview: () => useFilePreview(text, { size: 50 }),
  useFiles: () => useFiles({ limit: 5 }),
  useFileStatus: () => useFileStatus('video', { deadlineMs: 60_000 }),
  useFindFiles: () => useFindFiles({ ids: ['video'] }),
  useImportUrls: () => useImportUrls(),
  useFocusRestore: () => useFocusRestore({ fallback: 'dropzone' }),
  useLeaveGuard: () => useLeaveGuard(),
  usePresignedUrl: () => usePresignedUrl('s3://bucket/key'),
  useResumableUploads: () => useResumableUploads(),
  useUpload: () => useUpload('none'),
  useUploadAnnouncer: () => useUploadAnnouncer(),
  useUploadEvents: () => useUploadEvents(() => undefined),
  useUploadFile: () => useUploadFile({ metadata: {} }),
  useUploadIds: () => useUploadIds(),
  useUploadList: () => useUploadList({ rowSize: 40 }),
  useUploadProgress: () => useUploadProgress(),
  useUploader: () => useUploader(),
  useUploadRow: () => useUploadRow('none'),
  useUploads: () => useUploads({ metadata: {} }),
  useUploadText: () => useUploadText(),
  useUploadActions: () => useUploadActions({ metadata: {} }),
  useVideoFrameGallery: () => useVideoFrameGallery('video', { onSelect: () => undefined }),
  useVideoFrames: () => useVideoFrames('video'),
}

/** Names of the properties of a result that have changed; a result that is no object is compared itself. */
function changedIn(before: unknown, after: unknown): readonly string[] {
  if (Object.is(before, after)) return []
  if (!isRecord(before) || !isRecord(after)) return ['itself']
  return Object.keys(after).filter((name) => !Object.is(before[name], after[name]))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** The actions of a result. */
function actionsOf(result: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(result)) return {}
  return Object.fromEntries(Object.entries(result).filter(([, value]) => typeof value === 'function'))
}

test('stable results › cover every hook', () => {
  const names = Object.keys(library).filter((name) => /^use[A-Z]/.test(name))
  expect(Object.keys(hooks).sort()).toEqual(names.sort())
})

test.each(Object.entries(hooks))(
  '%s › returns the same object if nothing has changed',
  async (_name, hook) => {
    const { result, rerender } = runHook(hook, { backend })
    await waitFor(() => {
      const known: unknown = result.current
      rerender(undefined)
      expect(changedIn(known, result.current)).toEqual([])
    })
    // All requests have completed.
    await act(() => new Promise((done) => setTimeout(done, 100)))
    const known: unknown = result.current
    rerender(undefined)
    expect(changedIn(known, result.current)).toEqual([])
  },
)

// Prop getters such as `getRootProps` change with their results, so that memoized children re-render.
const isGetter = (name: string) => /^get[A-Z]\w*Props$/.test(name)

test.each(Object.entries(hooks))(
  '%s › keeps its functions while uploads are added, change and are removed',
  async (_name, hook) => {
    const { result } = runHook(() => ({ watched: hook(), uploads: useUploads() }), {
      backend,
      transfer: createScriptedTransfer({ bytesPerSecond: 40 }),
    })
    await act(() => new Promise((done) => setTimeout(done, 100)))
    const actions = actionsOf(result.current.watched)
    act(() => {
      result.current.uploads.add([text, new File(['other text'], 'b.txt')])
    })
    await waitFor(() => {
      expect(result.current.uploads.uploads.map(({ state }) => state.status)).toEqual([
        'completed',
        'completed',
      ])
    })
    act(() => {
      result.current.uploads.clearCompleted()
    })
    const now = actionsOf(result.current.watched)
    const changed = Object.keys(actions).filter((name) => !isGetter(name) && actions[name] !== now[name])
    expect(changed).toEqual([])
  },
)
