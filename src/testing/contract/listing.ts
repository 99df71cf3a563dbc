import { isFinalStatus } from '../../model/file-status.ts'
import type { FileQuery, RemoteFile } from '../../model/remote-file.ts'
import { assert, assertFile, assertRejects, assertSame, show } from './assert.ts'
import type { TestContext } from './context.ts'
import type { Check } from './case.ts'

// A shared account may hold more than a test wants to see: the newest come first.
const mostPages = 50

/** What get, list, find and remove must say of the same files. */
export const shelfChecks: readonly Check[] = [
  {
    name: 'get gives the file',
    needs: ['get'],
    async run({ backend, upload }) {
      const { file } = await upload()
      const got = await backend.get?.(file.id, {})
      assert(got !== undefined, 'get must answer with a file.')
      assertFile(got, 'get')
      assertSame(got.id, file.id, 'id of the file that get gives')
      const state = await backend.status?.(file.id, {})
      if (state) assertSame(got.status, state.status, 'the status that get gives, beside that of status,')
    },
  },
  {
    name: 'list gives every file once, the newest first, at most limit at a time',
    needs: ['list'],
    async run(bench) {
      const ids: string[] = []
      for (const _ of [1, 2, 3]) ids.push((await bench.upload()).file.id)
      await bench.eventually(async () => {
        const files = await listed(bench, { limit: 2 }, (seen) => ids.every((id) => seen.has(id)))
        const seen = files.map(({ id }) => id)
        for (const id of ids)
          assert(seen.includes(id), `list must give the file ${show(id)}, which has arrived.`)
        assertSame(new Set(seen).size, seen.length, 'the number of different files in the pages of list')
        for (const file of files) assertFile(file, 'list')
        const times = files.flatMap(({ createdAt }) => createdAt?.getTime() ?? [])
        const isSorted = times.every((time, place) => place === 0 || time <= (times[place - 1] ?? time))
        assert(isSorted, 'list must give the newest files first.')
      })
    },
  },
  {
    name: 'list of one kind gives that kind only',
    needs: ['list'],
    async run(bench) {
      const { file } = await bench.upload()
      const { kind } = file
      if (kind === undefined) return
      await bench.eventually(async () => {
        const files = await listed(bench, { kind }, (seen) => seen.has(file.id))
        assert(
          files.some(({ id }) => id === file.id),
          `list must give the ${kind} that has arrived.`,
        )
        for (const other of files)
          assertSame(other.kind, kind, `kind of a file in a list of the kind ${show(kind)}`)
      })
      const other = kind === 'image' ? 'video' : 'image'
      const files = await listed(bench, { kind: other }, (seen) => seen.has(file.id))
      assert(
        !files.some(({ id }) => id === file.id),
        `list of the kind ${show(other)} must not give a ${kind}.`,
      )
    },
  },
  {
    name: 'find gives the files of the ids, and says nothing of unknown ones',
    needs: ['find'],
    async run({ backend, upload, eventually, unknownId }) {
      const ids = [(await upload()).file.id, (await upload()).file.id]
      await upload()
      await eventually(async () => {
        const found = (await backend.find?.({ ids: [...ids, unknownId] }, {})) ?? []
        for (const file of found) assertFile(file, 'find')
        assertSame(show(found.map(({ id }) => id).sort()), show([...ids].sort()), 'the ids that find gives')
      })
    },
  },
  {
    name: 'find gives the file of a hash',
    needs: ['find'],
    async run({ backend, upload, eventually }) {
      if (!backend.contentHash) return
      const { file, intent } = await upload()
      await eventually(async () => {
        const found = (await backend.find?.({ contentHashes: [intent.contentHash ?? ''] }, {})) ?? []
        assertSame(
          show(found.map(({ id }) => id)),
          show([file.id]),
          'the ids that find gives for the hash of a file',
        )
      })
    },
  },
  {
    name: 'a removed file is gone for every method',
    needs: ['remove'],
    async run(bench) {
      const { backend } = bench
      const { file } = await bench.upload()
      const { file: other } = await bench.upload()
      await backend.remove?.(file.id, {})
      await bench.eventually(async () => {
        if (backend.get) await assertRejects(backend.get(file.id, {}), 'get of a removed file', 'not-found')
        if (backend.status)
          await assertRejects(backend.status(file.id, {}), 'status of a removed file', 'not-found')
        const found = (await backend.find?.({ ids: [file.id] }, {})) ?? []
        assertSame(found.length, 0, 'the number of files that find gives for a removed one')
        if (!backend.list) return
        const files = await listed(bench, {}, (seen) => seen.has(other.id))
        assert(!files.some(({ id }) => id === file.id), 'list must not give a removed file.')
        assert(
          files.some(({ id }) => id === other.id),
          'list must still give a file beside the removed one.',
        )
      })
    },
  },
  ...(['get', 'status', 'remove', 'frames'] as const).map((method): Check => ({
    name: `${method} of an unknown id is not-found`,
    needs: [method],
    async run({ backend, options, unknownId }) {
      const call = backend[method]?.(unknownId, {}) ?? Promise.resolve()
      const error = await assertRejects(call, `${method} of an unknown id`, 'not-found')
      const told = `${error.stack ?? ''}${JSON.stringify(error)}${show(error.cause)}`
      const leaks = options.secrets?.some((secret) => told.includes(secret)) ?? false
      assert(!leaks, 'an error must not hold the key of the API.')
      assert(error.message.trim() !== '', 'an error must say what happened.')
    },
  })),
  {
    name: 'importUrls gives a file for each URL, in the same order',
    needs: ['importUrls'],
    given: ['importable'],
    async run({ backend, options, settle }) {
      const url = (await options.importable?.()) ?? ''
      const files = (await backend.importUrls?.([url], {})) ?? []
      assertSame(files.length, 1, 'the number of files that importUrls gives for one URL')
      for (const file of files) {
        assertFile(file, 'importUrls')
        const { status } = await settle(file)
        if (backend.status) assert(isFinalStatus(status), 'an imported file must become completed or failed.')
      }
    },
  },
]

/** The files of page after page, until enough have been seen. */
async function listed(
  { backend }: TestContext,
  query: FileQuery,
  isEnough: (ids: ReadonlySet<string>) => boolean,
): Promise<readonly RemoteFile[]> {
  const files: RemoteFile[] = []
  let cursor: string | undefined
  for (let page = 0; page < mostPages; page++) {
    const answer = await backend.list?.({ ...query, cursor }, {})
    assert(answer !== undefined, 'list must answer with a page.')
    const { limit = Infinity } = query
    const { length } = answer.files
    assert(
      length <= limit,
      `list must give at most ${limit} files in a page where limit says so; it gave ${length}.`,
    )
    files.push(...answer.files)
    const { nextCursor } = answer
    if (nextCursor === undefined || isEnough(new Set(files.map(({ id }) => id)))) break
    assert(nextCursor !== cursor, `nextCursor must lead on; it is ${show(cursor)} again.`)
    cursor = nextCursor
  }
  return files
}
