import nodeTest from 'node:test'
import { describe, expect, it, test } from 'vitest'
import {
  UploadError,
  type Backend,
  type RemoteFile,
  type SignedUpload,
  type UploadTarget,
} from 'react-presigned'
import { testBackend, type OpenedBackend, type TestBackendOptions } from 'react-presigned/testing'
import { openMemoryStore } from './open-memory-store.ts'

type PartsTarget = Extract<UploadTarget, { type: 'multipart' }>

const refuse = (intent: { contentType: string }) =>
  intent.contentType === 'video/x-flv'
    ? new UploadError('type-not-allowed', 'No Flash videos. Convert it.')
    : undefined

testBackend({
  describe,
  it,
  name: 'testBackend › fake backend',
  can: ['confirm', 'status', 'get', 'list', 'remove', 'frames'],
  open: () => openMemoryStore({ refuse }),
  refused: { contentType: 'video/x-flv' },
})

testBackend({
  describe,
  it,
  name: 'testBackend › fake backend with processing and hashes',
  open: () =>
    openMemoryStore({ processingMs: 100, latencyMs: 5, contentHash: 'sha-256', maxBatchSize: 1, refuse }),
  refused: { contentType: 'video/x-flv' },
})

testBackend({
  describe,
  it,
  name: 'testBackend › fake backend with multipart uploads',
  can: ['confirm', 'resume'],
  open: () => openMemoryStore({ multipartThreshold: 800_000, partSize: 500_000 }),
  multipartThreshold: 800_000,
})

testBackend({
  describe,
  it,
  name: 'testBackend › fake backend with checksums',
  open: () => openMemoryStore({ multipartThreshold: 100, partSize: 60, checksum: 'md5' }),
  multipartThreshold: 100,
})

type Outcome = { failed: string[]; skipped: string[]; passed: string[]; sentences: string[] }

/** Runs the suite with a minimal test runner and returns the failed checks. */
async function outcomeOf(
  open: () => OpenedBackend | Promise<OpenedBackend>,
  options: Partial<TestBackendOptions> = {},
): Promise<Outcome> {
  const tests: { name: string; run: (...context: unknown[]) => Promise<void> }[] = []
  testBackend({
    timeoutMs: 500,
    ...options,
    name: 'tried',
    open,
    describe: (_name, define) => define(),
    it: (name, run) => tests.push({ name, run }),
  })
  const outcome: Outcome = { failed: [], skipped: [], passed: [], sentences: [] }
  for (const { name, run } of tests) {
    const context = { skipped: false, skip: () => (context.skipped = true) }
    try {
      await run(context)
      outcome[context.skipped ? 'skipped' : 'passed'].push(name)
    } catch (error) {
      outcome.failed.push(name)
      outcome.sentences.push(error instanceof Error ? error.message : String(error))
    }
  }
  return outcome
}

/** The fake backend with some methods replaced. */
function broken(
  change: (whole: ReturnType<typeof openMemoryStore>) => Partial<OpenedBackend & { backend: Backend }>,
) {
  return () => {
    const whole = openMemoryStore({ refuse, multipartThreshold, partSize })
    return { ...whole, ...change(whole) }
  }
}

/** The backend alone, with some methods replaced. */
const brokenBackend = (change: (whole: ReturnType<typeof openMemoryStore>) => Partial<Backend>) =>
  broken((whole) => ({ backend: { ...whole.backend, ...change(whole) } }))

const eachSigned = (change: (file: RemoteFile, url: string) => { file?: RemoteFile; target?: object }) =>
  brokenBackend(({ backend }) => ({
    async sign(intents, call) {
      const responses = await backend.sign(intents, call)
      return responses.map((response) => {
        if (response instanceof UploadError || !('url' in response.target)) return response
        const { file = response.file, target = {} } = change(response.file, response.target.url)
        return { file, target: { ...response.target, ...target } }
      })
    },
  }))

const multipartThreshold = 800_000
const partSize = 500_000

/** A multipart fake backend, with some methods of its targets replaced. */
const brokenParts = (change: (target: PartsTarget, file: RemoteFile) => Partial<PartsTarget>) => () => {
  const whole = openMemoryStore({ refuse, multipartThreshold, partSize })
  const changed = (signed: SignedUpload): SignedUpload => {
    const { target, file } = signed
    return target.type === 'multipart' ? { file, target: { ...target, ...change(target, file) } } : signed
  }
  const backend: Backend = {
    ...whole.backend,
    async sign(intents, call) {
      const responses = await whole.backend.sign(intents, call)
      return responses.map((response) => (response instanceof UploadError ? response : changed(response)))
    },
    resume: async (token, call) => changed(await whole.backend.resume(token, call)),
  }
  return { ...whole, backend }
}

const faults: [string, () => OpenedBackend, string[], RegExp][] = [
  [
    'results of sign in another order',
    brokenBackend(({ backend }) => ({
      sign: async (intents, call) => (await backend.sign(intents, call)).toReversed(),
    })),
    [
      'sign › returns a result for each intent, in the same order',
      'sign › rejects a single file and accepts the others',
    ],
    /at index 0 of sign must be 'sample-0.txt', not 'sample-2.txt'/,
  ],
  [
    'a missing result of sign',
    brokenBackend(({ backend }) => ({
      sign: async (intents, call) =>
        intents.length > 1 ? (await backend.sign(intents, call)).slice(1) : backend.sign(intents, call),
    })),
    [
      'sign › returns a result for each intent, in the same order',
      'sign › rejects a single file and accepts the others',
    ],
    /the number of results of sign must be 3, not 2/,
  ],
  [
    'a batch that is rejected for one file',
    brokenBackend(({ backend }) => ({
      async sign(intents, call) {
        const responses = await backend.sign(intents, call)
        const refusal = responses.find((response) => response instanceof UploadError)
        if (refusal) throw refusal
        return responses
      },
    })),
    ['sign › rejects a single file and accepts the others'],
    /must return results for the other files/,
  ],
  [
    'a target without a host',
    eachSigned(() => ({ target: { url: '/store/a' } })),
    ['…', 'sign › returns well-formed targets', 'sign › returns no credentials of the API'],
    /must be an absolute http\(s\) URL, not '\/store\/a'/,
  ],
  [
    'an API key in the headers of a target',
    eachSigned(() => ({ target: { headers: { Authorization: 'Bearer key-of-the-api' } } })),
    ['sign › returns no credentials of the API'],
    /must not have the header 'Authorization'/,
  ],
  [
    'an API key in the URL of a target',
    eachSigned((_file, url) => ({ target: { url: `${url}?key=key-of-the-api` } })),
    ['…', 'sign › returns no credentials of the API'],
    /must not contain a secret/,
  ],
  [
    'an expiry that is a string',
    eachSigned(() => ({ target: { expiresAt: '2099-01-01T00:00:00Z' } })),
    ['sign › returns well-formed targets'],
    /expiresAt of a target must be a valid Date/,
  ],
  [
    'dates that are strings',
    eachSigned((file) => ({ file: { ...file, createdAt: '2026-01-01' as unknown as Date } })),
    ['…', 'sign › returns a result for each intent, in the same order'],
    /createdAt of a file from sign must be a valid Date or undefined, not '2026-01-01'/,
  ],
  [
    'a missing wire record',
    brokenBackend(({ backend }) => ({
      get: async (id, call) => ({ ...(await backend.get(id, call)), raw: undefined }),
    })),
    ['get › returns the file', 'files › have valid properties and contain no secret'],
    /raw of a file from get must be the parsed wire record/,
  ],
  [
    'an unknown status',
    brokenBackend(({ backend }) => ({
      status: async (id, call) => ({ ...(await backend.status(id, call)), status: 'uploaded' as never }),
    })),
    ['…', 'status › is one of the four statuses and keeps a final one'],
    /the status must be pending, processing, completed or failed, not 'uploaded'/,
  ],
  [
    'a final status that changes',
    brokenBackend(({ backend }) => {
      let asked = 0
      return {
        status: async (id, call) => ({
          ...(await backend.status(id, call)),
          status: asked++ % 2 ? 'processing' : 'completed',
        }),
      }
    }),
    ['status › is one of the four statuses and keeps a final one'],
    /a final status must not change; it became 'processing'/,
  ],
  [
    'lost bytes',
    broken(({ transfer, store }) => ({
      async transfer(request) {
        const response = await transfer(request)
        const bytes = store.get(request.url)
        if (bytes && bytes.size > 1000) store.set(request.url, bytes.slice(0, -1))
        return response
      },
    })),
    [
      'upload › stores a large file completely',
      'multipart › complete assembles the parts and can be repeated',
      'multipart › resume returns an interrupted upload',
    ],
    /the number of stored bytes must be 740000, not 739999/,
  ],
  [
    'a name that is truncated at #',
    brokenBackend(({ backend }) => ({
      async get(id, call) {
        const file = await backend.get(id, call)
        return { ...file, name: file.name.replace(/#.*/, '') }
      },
    })),
    ['upload › keeps an Arabic name with #, ? and %'],
    /name of a file that was uploaded must be 'تقرير/,
  ],
  [
    'ids derived from names',
    eachSigned((file) => ({
      file: { ...file, id: file.name },
      target: { url: `https://store.invalid/${file.name}` },
    })),
    ['upload › stores two files of the same name'],
    /must have two ids/,
  ],
  [
    'a confirm that creates a file each time',
    brokenBackend(({ backend }) => ({
      confirm: (signed, response, call) =>
        backend.confirm(
          { ...signed, file: { ...signed.file, id: `file-${crypto.randomUUID()}` } },
          response,
          call,
        ),
    })),
    ['…', 'confirm › can be repeated'],
    /a repeated confirm/,
  ],
  [
    'a list in ascending order',
    brokenBackend(({ backend }) => ({
      async list(query, call) {
        const { files } = await backend.list({ ...query, limit: 1000, cursor: '0' }, call)
        const at = Number(query.cursor ?? 0)
        const end = at + (query.limit ?? 50)
        const aged = files
          .map((file, index) => ({ ...file, createdAt: new Date(1e12 - index * 1000) }))
          .reverse()
        return { files: aged.slice(at, end), nextCursor: end < files.length ? String(end) : undefined }
      },
    })),
    ['list › returns every file once, newest first, in pages of limit'],
    /the newest files first/,
  ],
  [
    'a list that ignores limit',
    brokenBackend(({ backend }) => ({
      list: (query, call) => backend.list({ ...query, limit: 1000 }, call),
    })),
    ['list › returns every file once, newest first, in pages of limit'],
    /at most 2 files per page; it returned 3/,
  ],
  [
    'a list that repeats a page',
    brokenBackend(({ backend }) => ({
      list: async (query, call) => ({
        ...(await backend.list({ ...query, cursor: '0' }, call)),
        nextCursor: 'a',
      }),
    })),
    ['…', 'list › returns every file once, newest first, in pages of limit'],
    /nextCursor must change/,
  ],
  [
    'a list that ignores kind',
    brokenBackend(({ backend }) => ({
      list: (query, call) => backend.list({ ...query, kind: undefined }, call),
    })),
    ['list › filters by kind'],
    /of the kind 'image' must not contain a text/,
  ],
  [
    'a remove without effect',
    brokenBackend(({ backend }) => ({
      async remove(id, call) {
        await backend.get(id, call)
      },
    })),
    ['remove › removes the file for every method'],
    /get of a removed file must reject with an UploadError of the code 'not-found'; it resolved/,
  ],
  [
    'a remove of all files',
    brokenBackend(({ backend }) => ({
      async remove(id, call) {
        await backend.remove(id, call)
        for (const file of (await backend.list({}, call)).files) await backend.remove(file.id, call)
      },
    })),
    ['remove › removes the file for every method'],
    /still contain the other file/,
  ],
  [
    'a file for an unknown id',
    brokenBackend(({ backend }) => ({
      get: (id, call) =>
        backend.get(id, call).catch((error: unknown) => {
          if (call.signal?.aborted) throw error
          return { id, name: 'new', status: 'pending', raw: {} }
        }),
    })),
    ['get › rejects with not-found for an unknown id', 'remove › removes the file for every method'],
    /get of an unknown id must reject with an UploadError of the code 'not-found'; it resolved/,
  ],
  [
    'another error for an unknown id',
    brokenBackend(({ backend }) => ({
      remove: (id, call) =>
        backend.remove(id, call).catch((error: unknown) => {
          throw call.signal?.aborted ? error : new Error('HTTP 404')
        }),
    })),
    ['remove › rejects with not-found for an unknown id'],
    /it rejected with Error 'HTTP 404'/,
  ],
  [
    'an ignored signal',
    brokenBackend(({ backend }) => ({ list: (query) => backend.list(query, {}) })),
    ['list › rejects with aborted when its signal is aborted'],
    /list with an aborted signal must reject/,
  ],
  [
    'a signal’s reason that is not wrapped',
    brokenBackend(({ backend }) => ({
      async status(id, call) {
        call.signal?.throwIfAborted()
        return backend.status(id, call)
      },
    })),
    ['status › rejects with aborted when its signal is aborted'],
    /it rejected with AbortError/,
  ],
  [
    'frames out of order',
    brokenBackend(({ backend }) => ({
      async frames(fileId, call) {
        await backend.frames(fileId, call)
        const frames = [1, 0].map((index) => ({ index, url: `https://store.invalid/${index}` }))
        return { fileId, frameCount: 2, frames, complete: true }
      },
    })),
    ['frames › are empty or rejected for a file that is not a video'],
    /in ascending order of distinct indexes/,
  ],
  [
    'parts in another order than requested',
    brokenParts(({ signParts }) => ({
      signParts: async (numbers, call) => signParts([...numbers].sort(), call),
    })),
    ['multipart › signs parts in the requested order'],
    /the part numbers of signParts must be '\[2,1\]', not '\[1,2\]'/,
  ],
  [
    'the same URL for all parts',
    brokenParts(({ signParts }) => ({
      async signParts(numbers, call) {
        const [first] = await signParts([1], call)
        return numbers.map((number) => ({ headers: {}, url: first?.url ?? '', number }))
      },
    })),
    ['…', 'multipart › signs parts in the requested order'],
    /the number of distinct URLs of signParts must be 2, not 1/,
  ],
  [
    'an API key in the headers of a part',
    brokenParts(({ signParts }) => ({
      async signParts(numbers, call) {
        const parts = await signParts(numbers, call)
        return parts.map((part) => ({ ...part, headers: { 'x-api-key': 'key-of-the-api' } }))
      },
    })),
    ['multipart › signs parts in the requested order'],
    /must not have the header 'x-api-key'/,
  ],
  [
    'listParts with parts that were not sent',
    brokenParts(() => ({
      listParts: async () => [1, 2].map((number) => ({ number, size: partSize, etag: '' })),
    })),
    ['…', 'multipart › lists exactly the parts that were sent'],
    /the number of parts before any was sent must be 0, not 2/,
  ],
  [
    'listParts without the sent parts',
    brokenParts(() => ({ listParts: async () => [] })),
    [
      'multipart › lists exactly the parts that were sent',
      'multipart › resume returns an interrupted upload',
    ],
    /the parts of listParts must be/,
  ],
  [
    'a complete that cannot be repeated',
    brokenParts(({ complete }) => {
      let isComplete = false
      return {
        async complete(parts, call) {
          if (isComplete) throw new UploadError('not-found', 'There is no such upload.')
          const file = await complete(parts, call)
          isComplete = true
          return file
        },
      }
    }),
    ['multipart › complete assembles the parts and can be repeated'],
    /There is no such upload/,
  ],
  [
    'a complete with another id',
    brokenParts(({ complete }) => ({
      complete: async (parts, call) => ({ ...(await complete(parts, call)), id: 'file-of-its-own' }),
    })),
    ['…', 'multipart › complete assembles the parts and can be repeated'],
    /There is no such file|id of the completed file/,
  ],
  [
    'a complete without all parts',
    brokenParts(({ complete, partSize }, file) => ({
      async complete(parts, call) {
        const numbers = Array.from(
          { length: Math.ceil((file.size ?? 0) / partSize) },
          (_, index) => index + 1,
        )
        return complete(
          numbers.map(
            (number) => parts.find((part) => part.number === number) ?? { number, size: 0, etag: '' },
          ),
          call,
        )
      },
    })),
    ['multipart › complete rejects while a part is missing'],
    /complete while parts are missing must reject/,
  ],
  [
    'an abort without effect',
    brokenParts(() => ({ abort: async () => undefined })),
    ['multipart › abort removes all parts and can be repeated'],
    /the number of parts after abort must be 0, not 2/,
  ],
  [
    'an abort that fails for a complete upload',
    brokenParts(({ abort, listParts }) => ({
      async abort(call) {
        const wasThere = (await listParts(call).catch(() => [])).length > 0
        await abort(call)
        if (wasThere && (await listParts(call).catch(() => undefined)))
          throw new Error('It is complete already')
      },
    })),
    ['multipart › complete assembles the parts and can be repeated'],
    /It is complete already/,
  ],
  [
    'an upload that cannot be resumed',
    () => {
      const whole = openMemoryStore({ refuse, multipartThreshold, partSize })
      const resume = () => Promise.reject(new UploadError('not-found', 'There is no such upload.'))
      return { ...whole, backend: { ...whole.backend, resume } }
    },
    ['multipart › resume returns an interrupted upload'],
    /There is no such upload/,
  ],
  [
    'a resumed upload with another part size',
    () => {
      const whole = openMemoryStore({ refuse, multipartThreshold, partSize })
      const resume: Backend['resume'] = async (token, call) => {
        const { target, file } = await whole.backend.resume(token, call)
        return { target: target.type === 'multipart' ? { ...target, partSize: partSize - 1 } : target, file }
      }
      return { ...whole, backend: { ...whole.backend, resume } }
    },
    ['multipart › resume returns an interrupted upload'],
    /partSize of the resumed target must be 500000, not 499999/,
  ],
  [
    'a find that returns all files',
    brokenBackend(({ backend }) => ({
      find: async (_query, call) => (await backend.list({}, call)).files,
    })),
    [
      'find › returns the files of the ids and ignores unknown ones',
      'remove › removes the file for every method',
    ],
    /the ids of find must be/,
  ],
]

test.each(faults)('testBackend › detects %s', async (_fault, open, checks, sentence) => {
  const outcome = await outcomeOf(open, {
    secrets: ['key-of-the-api'],
    refused: { contentType: 'video/x-flv' },
    multipartThreshold,
  })
  // Some faults fail several checks; the others only those that are named.
  const wanted = checks.filter((name) => name !== '…')
  expect(outcome.failed).toEqual(expect.arrayContaining(wanted))
  if (wanted.length === checks.length) expect(outcome.failed).toHaveLength(wanted.length)
  expect(outcome.passed.length).toBeGreaterThan(0)
  expect(outcome.sentences.join('\n')).toMatch(sentence)
})

test('testBackend › skips missing methods unless can requires them', async () => {
  const bare = () => {
    const { backend, transfer } = openMemoryStore()
    const { name, sign } = backend
    return { backend: { name, sign }, transfer }
  }
  const outcome = await outcomeOf(bare)
  expect(outcome.failed).toEqual([])
  expect(outcome.skipped).toContain('list › returns every file once, newest first, in pages of limit')
  const meant = await outcomeOf(bare, { can: ['get', 'list'] })
  expect(meant).toMatchObject({
    failed: ['has the methods of can'],
    sentences: ['the backend must have get, list.'],
  })
})

test('testBackend › deletes uploaded files and closes the backend', async () => {
  const whole = openMemoryStore()
  let open = 0
  await outcomeOf(() => {
    open++
    return { ...whole, close: async () => open-- }
  })
  expect(open).toBe(0)
  expect((await whole.backend.list({}, {})).files).toEqual([])
  expect(whole.store.size).toBeGreaterThan(5)
})

test('testBackend › accepts describe and it of Vitest and node:test', () => {
  const run = (runner: Pick<TestBackendOptions, 'describe' | 'it'>) => runner
  expect(run({ describe, it })).toBeDefined()
  expect(run({ describe: nodeTest.describe, it: nodeTest.it })).toBeDefined()
})

test('testBackend › throws without a test runner', () => {
  expect(() => testBackend({ name: 'a', open: openMemoryStore })).toThrow('needs a test runner')
})
