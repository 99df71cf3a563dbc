import { expect, test } from 'vitest'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import { UploadError } from '../../../src/errors.ts'
import { createFileSelection, type SelectionRules } from '../../../src/ui/dropzone/file-selection.ts'
import { dropzoneCode, type DropzoneChunk } from '../../../src/ui/dropzone/load-dropzone.ts'
import { remainingSlots } from '../../../src/ui/dropzone/sort-files.ts'
import { selectionFromFiles } from '../../../src/ui/dropzone/selection.ts'
import { dropzone as messages } from '../../../src/ui/i18n/en/dropzone.ts'
import { errors } from '../../../src/ui/i18n/en/errors.ts'
import { createFormat } from '../../../src/ui/i18n/format.ts'
import { createUploader } from '../../../src/uploader/uploader.ts'

function openSelection(
  rules: Partial<SelectionRules> = {},
  code: Parameters<typeof createFileSelection>[2] = dropzoneCode,
) {
  const uploader = createUploader({
    backend: createFakeBackend(),
    transfer: createScriptedTransfer({ stallAt: 0.5 }),
    storage: null,
  })
  const format = createFormat('en')
  const all: SelectionRules = { multiple: true, duplicates: 'allow', messages, errors, format, ...rules }
  return { uploader, selection: createFileSelection(uploader, () => all, code) }
}

const files = (...names: readonly string[]) => names.map((name) => new File(['x'], name))

test('file selection › turns an exception before reading into a rejection', async () => {
  const { selection } = openSelection()
  await selection.add(() => {
    throw new TypeError('The browser has no such method.')
  })
  const { rejections, lastResult, isReading } = selection.get()
  expect(rejections).toMatchObject([{ name: 'File or folder', error: { code: 'file-unreadable' } }])
  expect(lastResult?.rejections).toEqual(rejections)
  expect(isReading).toBe(false)
})

test('file selection › turns an exception while reading into a rejection and goes on with the next', async () => {
  const { selection, uploader } = openSelection()
  const cause = new Error('broken')
  await selection.add(() => ({ hasDirectories: true, names: [], read: () => Promise.reject(cause) }))
  await selection.add(() => selectionFromFiles(files('a.txt')))
  expect(selection.get().rejections.map(({ error }) => error.cause)).toEqual([cause])
  expect(uploader.uploads().map(({ name }) => name)).toEqual(['a.txt'])
})

test('file selection › adds nothing of a selection that is cancelled, and reports an interrupted one', async () => {
  const { selection, uploader } = openSelection({ validate: () => new Promise(() => undefined) })
  const cancelled = selection.add(() => selectionFromFiles(files('a.txt')))
  expect(selection.get().isReading).toBe(true)
  selection.actions.cancelReading()
  await cancelled
  expect(selection.get()).toMatchObject({ isReading: false, rejections: [] })
  const interrupted = selection.add(() => selectionFromFiles(files('b.txt')))
  selection.interrupt()
  await interrupted
  expect(selection.get().rejections.map(({ error }) => error.code)).toEqual(['aborted'])
  expect(uploader.uploads()).toEqual([])
})

test('file selection › counts the files that fit by what is still there', async () => {
  const { selection, uploader } = openSelection({ maxFiles: 2 })
  await selection.add(() => selectionFromFiles(files('a', 'b', 'c')))
  expect(selection.get().rejections.map(({ name, error }) => `${name}: ${error.code}`)).toEqual([
    'c: too-many-files',
  ])
  const slots = () => remainingSlots(uploader, selection.get().uploadIds, 2)
  expect(slots()).toBe(0)
  uploader.remove(selection.get().uploadIds.slice(0, 1))
  expect(slots()).toBe(1)
  selection.actions.reset()
  expect(uploader.uploads()).toEqual([])
  expect(selection.get()).toMatchObject({ uploadIds: [], rejections: [], lastResult: undefined })
})

test('file selection › rejects files while its code cannot be loaded, and loads it for the next ones', async () => {
  let isOnline = false
  let loaded: DropzoneChunk | undefined
  const { selection, uploader } = openSelection(
    {},
    {
      get: () => loaded,
      async load() {
        if (!isOnline) throw new UploadError('network', 'Not loaded.')
        return (loaded = await dropzoneCode.load())
      },
    },
  )
  await selection.add(() => selectionFromFiles(files('a.txt', 'b.txt')))
  expect(selection.get()).toMatchObject({
    isReading: false,
    rejections: [
      { name: 'a.txt', error: { code: 'network', message: 'Not loaded.' } },
      { name: 'b.txt', error: { code: 'network', message: 'Not loaded.' } },
    ],
    lastResult: { added: 0 },
  })
  isOnline = true
  await selection.add(() => selectionFromFiles(files('a.txt')))
  expect(uploader.uploads().map(({ name }) => name)).toEqual(['a.txt'])
})

test('file selection › shows that it is busy while its code is loaded, and can be cancelled then', async () => {
  let finish: (chunk: DropzoneChunk) => void = () => undefined
  const load = () => new Promise<DropzoneChunk>((resolve) => (finish = resolve))
  const { selection, uploader } = openSelection({}, { get: () => undefined, load })
  const added = selection.add(() => selectionFromFiles(files('a.txt')))
  expect(selection.get().isReading).toBe(true)
  selection.actions.cancelReading()
  finish(await dropzoneCode.load())
  await added
  expect(selection.get()).toMatchObject({ isReading: false, rejections: [], lastResult: undefined })
  expect(uploader.uploads()).toEqual([])
})
