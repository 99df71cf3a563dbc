import { isFinalStatus } from '../../model/file-status.ts'
import type { FileQuery, RemoteFile } from '../../model/remote-file.ts'
import { assert, assertFile, assertRejects, assertSame, show } from './assert.ts'
import type { Check, TestContext } from './context.ts'

// Limits the pages of a shared account with many files; the newest come first.
const maxPages = 50

/** Requirements on get, list, find, remove and importUrls. */
export const listingChecks: readonly Check[] = [
  {
    name: 'get › returns the file',
    needs: ['get'],
    async run({ backend, upload }) {
      const { file } = await upload()
      const got = await backend.get?.(file.id, {})
      assert(got !== undefined, 'get must return a file.')
      assertFile(got, 'get')
      assertSame(got.id, file.id, 'id of the file of get')
      const state = await backend.status?.(file.id, {})
      if (state) assertSame(got.status, state.status, 'the status of get, compared with that of status,')
    },
  },
  {
    name: 'list › returns every file once, newest first, in pages of limit',
    needs: ['list'],
    async run(context) {
      const ids: string[] = []
      for (const _ of [1, 2, 3]) ids.push((await context.upload()).file.id)
      await context.eventually(async () => {
        const files = await listUntil(context, { limit: 2 }, (seen) => ids.every((id) => seen.has(id)))
        const seen = files.map(({ id }) => id)
        for (const id of ids) assert(seen.includes(id), `list must contain the uploaded file ${show(id)}.`)
        assertSame(new Set(seen).size, seen.length, 'the number of distinct files in the pages of list')
        for (const file of files) assertFile(file, 'list')
        const times = files.flatMap(({ createdAt }) => createdAt?.getTime() ?? [])
        const isSorted = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? time))
        assert(isSorted, 'list must return the newest files first.')
      })
    },
  },
  {
    name: 'list › filters by kind',
    needs: ['list'],
    async run(context) {
      const { file } = await context.upload()
      const { kind } = file
      if (kind === undefined) return
      await context.eventually(async () => {
        const files = await listUntil(context, { kind }, (seen) => seen.has(file.id))
        assert(
          files.some(({ id }) => id === file.id),
          `list must contain the uploaded ${kind}.`,
        )
        for (const other of files)
          assertSame(other.kind, kind, `kind of a file in a list of the kind ${show(kind)}`)
      })
      const other = kind === 'image' ? 'video' : 'image'
      const files = await listUntil(context, { kind: other }, (seen) => seen.has(file.id))
      assert(
        !files.some(({ id }) => id === file.id),
        `list of the kind ${show(other)} must not contain a ${kind}.`,
      )
    },
  },
  {
    name: 'find › returns the files of the ids and ignores unknown ones',
    needs: ['find'],
    async run({ backend, upload, eventually, unknownId }) {
      const ids = [(await upload()).file.id, (await upload()).file.id]
      await upload()
      await eventually(async () => {
        const found = (await backend.find?.({ ids: [...ids, unknownId] }, {})) ?? []
        for (const file of found) assertFile(file, 'find')
        assertSame(show(found.map(({ id }) => id).sort()), show([...ids].sort()), 'the ids of find')
      })
    },
  },
  {
    name: 'find › returns the file of a content hash',
    needs: ['find'],
    async run({ backend, upload, eventually }) {
      if (!backend.contentHash) return
      const { file, intent } = await upload()
      await eventually(async () => {
        const found = (await backend.find?.({ contentHashes: [intent.contentHash ?? ''] }, {})) ?? []
        assertSame(show(found.map(({ id }) => id)), show([file.id]), 'the ids of find for a content hash')
      })
    },
  },
  {
    name: 'remove › removes the file for every method',
    needs: ['remove'],
    async run(context) {
      const { backend } = context
      const { file } = await context.upload()
      const { file: other } = await context.upload()
      await backend.remove?.(file.id, {})
      await context.eventually(async () => {
        if (backend.get) await assertRejects(backend.get(file.id, {}), 'get of a removed file', 'not-found')
        if (backend.status)
          await assertRejects(backend.status(file.id, {}), 'status of a removed file', 'not-found')
        const found = (await backend.find?.({ ids: [file.id] }, {})) ?? []
        assertSame(found.length, 0, 'the number of files of find for a removed one')
        if (!backend.list) return
        const files = await listUntil(context, {}, (seen) => seen.has(other.id))
        assert(!files.some(({ id }) => id === file.id), 'list must not contain a removed file.')
        assert(
          files.some(({ id }) => id === other.id),
          'list must still contain the other file.',
        )
      })
    },
  },
  ...(['get', 'status', 'remove', 'frames'] as const).map((method): Check => ({
    name: `${method} › rejects with not-found for an unknown id`,
    needs: [method],
    async run({ backend, options, unknownId }) {
      const call = backend[method]?.(unknownId, {}) ?? Promise.resolve()
      const error = await assertRejects(call, `${method} of an unknown id`, 'not-found')
      const serialized = `${error.stack ?? ''}${JSON.stringify(error)}${show(error.cause)}`
      const leaks = options.secrets?.some((secret) => serialized.includes(secret)) ?? false
      assert(!leaks, 'an error must not contain a secret of the API.')
      assert(error.message.trim() !== '', 'an error must have a message.')
    },
  })),
  {
    name: 'importUrls › returns a file for each URL, in the same order',
    needs: ['importUrls'],
    needsOptions: ['importable'],
    async run({ backend, options, waitForProcessing }) {
      const url = (await options.importable?.()) ?? ''
      const files = (await backend.importUrls?.([url], {})) ?? []
      assertSame(files.length, 1, 'the number of files of importUrls for one URL')
      for (const file of files) {
        assertFile(file, 'importUrls')
        const { status } = await waitForProcessing(file)
        if (backend.status) assert(isFinalStatus(status), 'an imported file must become completed or failed.')
      }
    },
  },
]

/** Collects pages until `isDone` returns true. */
async function listUntil(
  { backend }: TestContext,
  query: FileQuery,
  isDone: (ids: ReadonlySet<string>) => boolean,
): Promise<readonly RemoteFile[]> {
  const files: RemoteFile[] = []
  let cursor: string | undefined
  for (let page = 0; page < maxPages; page++) {
    const response = await backend.list?.({ ...query, cursor }, {})
    assert(response !== undefined, 'list must return a page.')
    const { limit = Infinity } = query
    const { length } = response.files
    assert(length <= limit, `list must return at most ${limit} files per page; it returned ${length}.`)
    files.push(...response.files)
    const { nextCursor } = response
    if (nextCursor === undefined || isDone(new Set(files.map(({ id }) => id)))) break
    assert(nextCursor !== cursor, `nextCursor must change; it is ${show(cursor)} again.`)
    cursor = nextCursor
  }
  return files
}
