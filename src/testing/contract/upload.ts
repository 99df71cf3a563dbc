import { UploadError } from '../../errors.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import { assert, assertDate, assertFile, assertSame, assertStatus, show } from './assert.ts'
import type { Arrived, TestContext } from './context.ts'
import type { Check } from './case.ts'

/** What must become of a file's bytes, name and status. */
export const arrivalChecks: readonly Check[] = [
  {
    name: 'the bytes arrive as they were sent',
    async run(bench) {
      const arrived = await bench.upload()
      await assertContent(bench, arrived)
    },
  },
  {
    name: 'a file of many bytes arrives whole',
    async run(bench) {
      const line = `${crypto.randomUUID()}\n`
      await assertContent(bench, await bench.upload(bench.sampleFile(undefined, line.repeat(20_000))))
    },
  },
  {
    name: 'a file without a byte arrives, or is refused with words',
    async run(bench) {
      const source = bench.sampleFile(undefined, '')
      if (bench.options.takesEmptyFiles ?? true) {
        await assertContent(bench, await bench.upload(source))
        return
      }
      const intent = await bench.intentOf(source)
      const [refusal] = await bench.backend.sign([intent], {}).catch((error: unknown) => [error])
      assert(
        refusal instanceof UploadError,
        `sign must refuse a file without a byte, not answer ${show(refusal)}.`,
      )
    },
  },
  {
    name: 'a name in Arabic with #, ? and % arrives as it is',
    async run(bench) {
      const arrived = await bench.upload(
        bench.sampleFile(`تقرير 100% #1 صح؟ a?b&c=d+e ${crypto.randomUUID()}`),
      )
      assertName(bench, arrived)
      await assertContent(bench, arrived)
    },
  },
  {
    name: 'two files of one name are two files',
    async run(bench) {
      const name = `twin-${crypto.randomUUID()}`
      const one = await bench.upload(bench.sampleFile(name))
      const other = await bench.upload(bench.sampleFile(name))
      assert(
        one.file.id !== other.file.id,
        `two files of one name must have two ids, not ${show(one.file.id)} both.`,
      )
      await assertContent(bench, one)
      await assertContent(bench, other)
    },
  },
  {
    name: 'content that is there already is taken again',
    async run(bench) {
      const content = crypto.randomUUID()
      await bench.upload(bench.sampleFile(undefined, content))
      await assertContent(bench, await bench.upload(bench.sampleFile(undefined, content)), { named: false })
    },
  },
  {
    name: 'confirm may be repeated: its answer may be lost on the way',
    needs: ['confirm'],
    async run(bench) {
      const { signed, answer, file } = await bench.upload()
      // `complete` has confirmed it, and is repeated elsewhere.
      if (signed.target.type === 'multipart') return
      const again = await bench.backend.confirm?.(signed, answer, {})
      assertSame(again?.id, file.id, 'the id of the file that a repeated confirm gives')
    },
  },
  {
    name: 'status speaks the four words, and what is final stays',
    needs: ['status'],
    async run(bench) {
      const { file } = await bench.upload()
      for (const _ of [1, 2]) {
        const state = await bench.backend.status?.(file.id, {})
        assert(state !== undefined, 'status must answer with a state.')
        assertSame(state.fileId, file.id, 'fileId of the state')
        assertStatus(state.status, 'the status')
        assertDate(state.updatedAt, 'updatedAt of the state')
        assert(
          isFinalStatus(state.status),
          `a status that was final must stay so; it became ${show(state.status)}.`,
        )
      }
    },
  },
  {
    name: 'files are whole: dates are Dates, the wire record is there, no key of the API is in it',
    async run(bench) {
      const { file, intent, signed } = await bench.upload()
      assertFile(signed.file, 'sign')
      assertFile(file, bench.backend.get ? 'get' : 'confirm')
      const { contentHash } = intent
      if (contentHash !== undefined && file.contentHash !== undefined) {
        assertSame(file.contentHash, contentHash, 'contentHash of the file')
      }
      const told = JSON.stringify([signed.file, file])
      const leaks = bench.options.secrets?.some((secret) => told.includes(secret)) ?? false
      assert(!leaks, 'a file must not hold the key of the API.')
    },
  },
]

/** The file must be completed, and the storage must have just what was sent. */
async function assertContent(bench: TestContext, arrived: Arrived, { named = true } = {}): Promise<void> {
  const { file, source } = arrived
  if (bench.backend.status) assertSame(file.status, 'completed', 'the status of a file that has arrived')
  if (file.size !== undefined) assertSame(file.size, source.size, 'size of a file that has arrived')
  if (named) assertName(bench, arrived)
  await bench.assertStored(file, source)
}

function assertName({ options }: TestContext, { file, signed, source }: Arrived): void {
  assertSame(signed.file.name, source.name, 'name of the file that sign gives')
  if (options.keepsNames ?? true) assertSame(file.name, source.name, 'name of a file that has arrived')
}
