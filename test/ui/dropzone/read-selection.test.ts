import { expect, test } from 'vitest'
import {
  selectionFromFiles,
  selectionFromTransfer,
  type Selection,
} from '../../../src/ui/dropzone/selection.ts'

type Tree = { [name: string]: string | Tree | Error }

function entryOf(name: string, content: string | Tree | Error, parent = ''): object {
  const fullPath = `${parent}/${name}`
  if (typeof content === 'string' || content instanceof Error) {
    return {
      isFile: true,
      isDirectory: false,
      name,
      fullPath,
      file(resolve: (file: File) => void, reject: (error: Error) => void) {
        if (typeof content === 'string') resolve(new File([content], name))
        else reject(content)
      },
    }
  }
  return {
    isFile: false,
    isDirectory: true,
    name,
    fullPath,
    createReader() {
      const pages = [Object.entries(content), []]
      return {
        readEntries(resolve: (entries: readonly object[]) => void) {
          resolve((pages.shift() ?? []).map(([child, inner]) => entryOf(child, inner, fullPath)))
        },
      }
    },
  }
}

/** As in Chromium, which hands out no handle for names that Windows forbids. */
function handleOf(name: string, content: string | Tree | Error): object {
  if (typeof content === 'string' || content instanceof Error) return { kind: 'file', name }
  return {
    kind: 'directory',
    name,
    async *values() {
      for (const [child, inner] of Object.entries(content)) {
        if (!/[?*:"<>|]/.test(child)) yield handleOf(child, inner)
      }
    },
  }
}

function drop(...items: readonly object[]): Selection {
  const transfer = { types: ['Files'], items: items.map((item) => ({ kind: 'file', ...item })), files: [] }
  return selectionFromTransfer(transfer as unknown as DataTransfer)
}

async function read(selection: Selection) {
  const { files, failures } = await selection.read({
    signal: new AbortController().signal,
    onFound: () => undefined,
  })
  const paths = files.map((file): unknown => Reflect.get(file, 'relativePath') ?? file.name)
  return { files, paths, failures: failures.map(({ name, reason }) => `${name}: ${reason}`) }
}

const album: Tree = {
  'a.txt': 'a',
  'Is it?.txt': 'b',
  'what: no?': { 'c.txt': 'c' },
  inner: { 'd*.txt': 'd' },
}

test('selectionFromTransfer › finds files and folders that their handles omit', async () => {
  const { paths, files, failures } = await read(
    drop({
      webkitGetAsEntry: () => entryOf('album', album),
      getAsFileSystemHandle: async () => handleOf('album', album),
      getAsFile: () => null,
    }),
  )
  expect(paths).toEqual(['album/a.txt', 'album/Is it?.txt', 'album/what: no?/c.txt', 'album/inner/d*.txt'])
  expect(failures).toEqual([])
  expect(files.map((file) => 'handle' in file)).toEqual([true, false, false, false])
})

test.each([
  ['rejects', () => Promise.reject(new Error('SecurityError'))],
  ['resolves to null', async () => null],
  ['lists nothing', async () => ({ kind: 'directory', name: 'album', async *values() {} })],
  [
    'fails while listing',
    async () => ({
      kind: 'directory',
      name: 'album',
      values() {
        throw new Error('NotFoundError')
      },
    }),
  ],
])('selectionFromTransfer › finds every file where the handle %s', async (_, getAsFileSystemHandle) => {
  const webkitGetAsEntry = () => entryOf('album', album)
  const { paths } = await read(drop({ webkitGetAsEntry, getAsFileSystemHandle, getAsFile: () => null }))
  expect(paths).toHaveLength(4)
})

test('selectionFromTransfer › names what cannot be read and reads the rest', async () => {
  const tree: Tree = { 'a.txt': 'a', 'b.txt': new Error('NotFoundError') }
  const { paths, failures } = await read(
    drop(
      { webkitGetAsEntry: () => entryOf('album', tree), getAsFile: () => null },
      { webkitGetAsEntry: () => entryOf('gone.txt', new Error('gone')), getAsFile: () => null },
      { webkitGetAsEntry: () => entryOf('empty', {}), getAsFile: () => null },
      { webkitGetAsEntry: () => null, getAsFile: () => null },
      { webkitGetAsEntry: () => ({ name: 'socket', fullPath: '/socket' }), getAsFile: () => null },
    ),
  )
  expect(paths).toEqual(['album/a.txt'])
  expect(failures).toEqual([
    'album/b.txt: unreadable',
    'gone.txt: unreadable',
    'empty: empty-folder',
    ': unreadable',
    'socket: unreadable',
  ])
})

test('selectionFromTransfer › opens the entry of a file that the item itself does not give', async () => {
  const { paths } = await read(drop({ webkitGetAsEntry: () => entryOf('a.txt', 'a'), getAsFile: () => null }))
  expect(paths).toEqual(['a.txt'])
})

test('selectionFromTransfer › reads files of events without items', async () => {
  const transfer = { files: [new File(['a'], 'a.txt')] } as unknown as DataTransfer
  expect((await read(selectionFromTransfer(transfer))).paths).toEqual(['a.txt'])
})

test('selectionFromFiles › takes files without webkitRelativePath, as in jsdom, and skips system files of folders', async () => {
  const inFolder = (path: string) =>
    Object.defineProperty(new File(['x'], path.replace(/.*\//, '')), 'webkitRelativePath', { value: path })
  const picked = [new File(['a'], '.DS_Store'), inFolder('album/b.txt'), inFolder('album/.DS_Store')]
  const { files } = await read(selectionFromFiles(picked))
  expect(files.map(({ name }) => name)).toEqual(['.DS_Store', 'b.txt'])
})
