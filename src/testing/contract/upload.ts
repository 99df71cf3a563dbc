import { UploadError } from '../../errors.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import { assert, assertDate, assertFile, assertSame, assertStatus, show } from './assert.ts'
import type { Check, CompletedUpload, TestContext } from './context.ts'

/** Requirements on a file's bytes, name and status. */
export const uploadChecks: readonly Check[] = [
  {
    name: 'upload › stores the bytes that were sent',
    async run(context) {
      const uploaded = await context.upload()
      await assertContent(context, uploaded)
    },
  },
  {
    name: 'upload › stores a large file completely',
    async run(context) {
      const line = `${crypto.randomUUID()}\n`
      await assertContent(context, await context.upload(context.sampleFile(undefined, line.repeat(20_000))))
    },
  },
  {
    name: 'upload › stores an empty file, or rejects it',
    async run(context) {
      const source = context.sampleFile(undefined, '')
      if (context.options.takesEmptyFiles ?? true) {
        await assertContent(context, await context.upload(source))
        return
      }
      const intent = await context.intentOf(source)
      const [refusal] = await context.backend.sign([intent], {}).catch((error: unknown) => [error])
      assert(refusal instanceof UploadError, `sign must reject an empty file, not return ${show(refusal)}.`)
    },
  },
  {
    name: 'upload › keeps an Arabic name with #, ? and %',
    async run(context) {
      const uploaded = await context.upload(
        context.sampleFile(`تقرير 100% #1 صح؟ a?b&c=d+e ${crypto.randomUUID()}`),
      )
      assertName(context, uploaded)
      await assertContent(context, uploaded)
    },
  },
  {
    name: 'upload › stores two files of the same name',
    async run(context) {
      const name = `twin-${crypto.randomUUID()}`
      const one = await context.upload(context.sampleFile(name))
      const other = await context.upload(context.sampleFile(name))
      assert(
        one.file.id !== other.file.id,
        `two files of the same name must have two ids, not ${show(one.file.id)} both.`,
      )
      await assertContent(context, one)
      await assertContent(context, other)
    },
  },
  {
    name: 'upload › accepts content that exists already',
    async run(context) {
      const content = crypto.randomUUID()
      await context.upload(context.sampleFile(undefined, content))
      await assertContent(context, await context.upload(context.sampleFile(undefined, content)), {
        named: false,
      })
    },
  },
  {
    name: 'confirm › can be repeated',
    needs: ['confirm'],
    async run(context) {
      const { signed, response, file } = await context.upload()
      // `complete` confirms a multipart upload; another check repeats it.
      if (signed.target.type === 'multipart') return
      const again = await context.backend.confirm?.(signed, response, {})
      assertSame(again?.id, file.id, 'the id of the file that a repeated confirm gives')
    },
  },
  {
    name: 'status › is one of the four statuses and keeps a final one',
    needs: ['status'],
    async run(context) {
      const { file } = await context.upload()
      for (const _ of [1, 2]) {
        const state = await context.backend.status?.(file.id, {})
        assert(state !== undefined, 'status must return a state.')
        assertSame(state.fileId, file.id, 'fileId of the state')
        assertStatus(state.status, 'the status')
        assertDate(state.updatedAt, 'updatedAt of the state')
        assert(
          isFinalStatus(state.status),
          `a final status must not change; it became ${show(state.status)}.`,
        )
      }
    },
  },
  {
    name: 'files › have valid properties and contain no secret',
    async run(context) {
      const { file, intent, signed } = await context.upload()
      assertFile(signed.file, 'sign')
      assertFile(file, context.backend.get ? 'get' : 'confirm')
      const { contentHash } = intent
      if (contentHash !== undefined && file.contentHash !== undefined) {
        assertSame(file.contentHash, contentHash, 'contentHash of the file')
      }
      const serialized = JSON.stringify([signed.file, file])
      const leaks = context.options.secrets?.some((secret) => serialized.includes(secret)) ?? false
      assert(!leaks, 'a file must not contain a secret of the API.')
    },
  },
]

/** Requires that the file is completed and its content is stored. */
async function assertContent(
  context: TestContext,
  uploaded: CompletedUpload,
  { named = true } = {},
): Promise<void> {
  const { file, source } = uploaded
  if (context.backend.status) assertSame(file.status, 'completed', 'the status of a file that was uploaded')
  if (file.size !== undefined) assertSame(file.size, source.size, 'size of a file that was uploaded')
  if (named) assertName(context, uploaded)
  await context.assertStored(file, source)
}

function assertName({ options }: TestContext, { file, signed, source }: CompletedUpload): void {
  assertSame(signed.file.name, source.name, 'name of the file that sign gives')
  if (options.keepsNames ?? true) assertSame(file.name, source.name, 'name of a file that was uploaded')
}
