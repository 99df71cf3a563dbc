import { UploadError } from '../../errors.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { SignedPart, SignedUpload, UploadTarget } from '../../model/upload-target.ts'
import {
  assert,
  assertExpiry,
  assertFile,
  assertPresigned,
  assertRejects,
  assertSame,
  assertWebUrl,
  show,
} from './assert.ts'
import type { Check, TestContext } from './context.ts'
import type { BackendMethod } from './options.ts'

/** Requirements on `sign`. */
export const signingChecks: readonly Check[] = [
  {
    name: 'sign › returns a result for each intent, in the same order',
    async run(context) {
      const { backend } = context
      const count = Math.min(backend.maxBatchSize ?? 1, 3)
      const sources = Array.from({ length: count }, (_, index) => context.sampleFile(`sample-${index}`))
      const intents = await Promise.all(sources.map((source) => context.intentOf(source)))
      const responses = await backend.sign(intents, {})
      assertSame(responses.length, intents.length, 'the number of results of sign')
      for (const [index, response] of responses.entries()) {
        const name = intents[index]?.name
        if (response instanceof UploadError)
          throw new Error(`sign refused ${show(name)}: ${response.message}`)
        assertFile(response.file, 'sign')
        assertSame(response.file.name, name, `the name of the file at index ${index} of sign`)
      }
      const ids = new Set(
        responses.map((response) => (response instanceof UploadError ? '' : response.file.id)),
      )
      assertSame(ids.size, count, 'the number of distinct ids of sign')
    },
  },
  {
    name: 'sign › rejects a single file and accepts the others',
    needsOptions: ['refused'],
    async run(context) {
      const { backend, options } = context
      const good = await context.intentOf(context.sampleFile())
      const bad = { ...(await context.intentOf(context.sampleFile())), ...options.refused }
      const isBatch = (backend.maxBatchSize ?? 1) > 1
      const call = backend.sign(isBatch ? [good, bad] : [bad], {})
      const responses = await call.catch((error: unknown) => {
        assert(!isBatch, `sign must return results for the other files; it rejected with ${show(error)}.`)
        assert(error instanceof UploadError, `sign must reject with an UploadError, not with ${show(error)}.`)
        return [error]
      })
      assertSame(responses.length, isBatch ? 2 : 1, 'the number of results of sign')
      const refusal = responses.at(-1)
      assert(
        refusal instanceof UploadError,
        `the result of a rejected file must be an UploadError, not ${show(refusal)}.`,
      )
      if (isBatch)
        assert(!(responses[0] instanceof UploadError), 'sign must accept the other files of a batch.')
    },
  },
  {
    name: 'sign › returns well-formed targets',
    run: (context) => withSigned(context, ({ target }) => assertTarget(target)),
  },
  {
    name: 'sign › returns no credentials of the API',
    run: (context) =>
      withSigned(context, async ({ target }, source) => {
        const presigned = target.type === 'put' ? [target] : await signedPart(context, source, target)
        for (const request of presigned) assertPresigned(request, context.options.secrets)
      }),
  },
]

async function withSigned(
  context: TestContext,
  check: (signed: SignedUpload, source: File) => Promise<void> | void,
): Promise<void> {
  const source = context.sampleFile()
  const signed = await context.signOne(await context.intentOf(source))
  await check(signed, source)
  if (signed.target.type === 'multipart') await signed.target.abort({})
}

function assertTarget(target: UploadTarget): void {
  switch (target.type) {
    case 'put':
      assertWebUrl(target.url)
      assertTexts(target.headers, 'headers')
      assertExpiry(target.expiresAt, 'expiresAt of a target')
      return
    case 'post':
      assertWebUrl(target.url)
      assertTexts(target.fields, 'fields')
      assertTexts(target.headers ?? {}, 'headers')
      assert(target.fileField !== '', 'fileField of a target must not be empty.')
      assertExpiry(target.expiresAt, 'expiresAt of a target')
      return
    case 'multipart': {
      const { resumeToken, partSize } = target
      assert(resumeToken !== '', 'resumeToken of a target must not be empty.')
      assert(
        Number.isSafeInteger(partSize) && partSize > 0,
        `partSize must be a number of bytes, not ${show(partSize)}.`,
      )
      return
    }
    case 'none':
      return
    default:
      throw new Error(
        `type of a target must be put, post, multipart or none, not ${show(target satisfies never)}.`,
      )
  }
}

function assertTexts(record: Record<string, unknown>, what: string): void {
  const isTexts = Object.values(record).every((value) => typeof value === 'string')
  assert(isTexts, `${what} of a target must contain strings only, not ${show(record)}.`)
}

/** The requests to the store. A form may be sent to the API itself, with its credentials. */
async function signedPart(
  context: TestContext,
  source: File,
  target: UploadTarget,
): Promise<readonly SignedPart[]> {
  return target.type === 'multipart'
    ? target.signParts([1], {}, await context.hashesOf(target, source, [1]))
    : []
}

type Call = (context: TestContext, id: string, call: CallOptions) => Promise<unknown> | undefined

// `confirm` may send no request, and `resume` needs a token.
const calls: Record<Exclude<BackendMethod, 'confirm' | 'resume'>, Call> = {
  status: ({ backend }, id, call) => backend.status?.(id, call),
  get: ({ backend }, id, call) => backend.get?.(id, call),
  list: ({ backend }, _id, call) => backend.list?.({}, call),
  find: ({ backend }, id, call) => backend.find?.({ ids: [id] }, call),
  remove: ({ backend }, id, call) => backend.remove?.(id, call),
  frames: ({ backend }, id, call) => backend.frames?.(id, call),
  importUrls: ({ backend }, _id, call) => backend.importUrls?.(['https://example.com/a.png'], call),
  presign: ({ backend }, _id, call) => backend.presign?.('s3://bucket/a.png', call),
}

/** Requirements on abort signals. */
export const abortChecks: readonly Check[] = [
  {
    name: 'sign › rejects with aborted when its signal is aborted',
    async run(context) {
      const intent = await context.intentOf(context.sampleFile())
      await assertAborts('sign', (call) => context.backend.sign([intent], call))
    },
  },
  ...Object.entries(calls).map(([method, make]): Check => ({
    name: `${method} › rejects with aborted when its signal is aborted`,
    needs: [method as keyof typeof calls],
    async run(context) {
      await assertAborts(method, (call) => make(context, context.unknownId, call) ?? Promise.resolve())
    },
  })),
]

async function assertAborts(what: string, make: (call: CallOptions) => Promise<unknown>): Promise<void> {
  const before = make({ signal: AbortSignal.abort() })
  await assertRejects(before, `${what} with an aborted signal`, 'aborted')
  const controller = new AbortController()
  const meanwhile = make({ signal: controller.signal })
  controller.abort()
  await assertRejects(meanwhile, `${what} whose signal is aborted`, 'aborted')
}
