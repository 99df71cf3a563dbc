import { UploadError } from '../../errors.ts'
import type { SignedPart, SignedUpload, UploadTarget } from '../../model/upload-target.ts'
import { assert, assertExpiry, assertFile, assertSame, show } from './assert.ts'
import type { TestContext } from './context.ts'
import type { Check } from './case.ts'
import { assertPresigned, assertWebUrl } from './presigned.ts'

/** What `sign` must do. */
export const signingChecks: readonly Check[] = [
  {
    name: 'sign answers for each intent, in the same order',
    async run(bench) {
      const { backend } = bench
      const count = Math.min(backend.maxBatchSize ?? 1, 3)
      const sources = Array.from({ length: count }, (_, place) => bench.sampleFile(`sample-${place}`))
      const intents = await Promise.all(sources.map((source) => bench.intentOf(source)))
      const answers = await backend.sign(intents, {})
      assertSame(answers.length, intents.length, 'the number of answers of sign')
      for (const [place, answer] of answers.entries()) {
        const wanted = intents[place]?.name
        if (answer instanceof UploadError) throw new Error(`sign refused ${show(wanted)}: ${answer.message}`)
        assertFile(answer.file, 'sign')
        assertSame(answer.file.name, wanted, `the name of the file that sign answers in place ${place}`)
      }
      const ids = new Set(answers.map((answer) => (answer instanceof UploadError ? '' : answer.file.id)))
      assertSame(ids.size, count, 'the number of different ids that sign gives')
    },
  },
  {
    name: 'sign refuses one file in its place and takes the others',
    given: ['refused'],
    async run(bench) {
      const { backend, options } = bench
      const good = await bench.intentOf(bench.sampleFile())
      const bad = { ...(await bench.intentOf(bench.sampleFile())), ...options.refused }
      const isBatch = (backend.maxBatchSize ?? 1) > 1
      const answering = backend.sign(isBatch ? [good, bad] : [bad], {})
      const answers = await answering.catch((error: unknown) => {
        assert(!isBatch, `sign must answer for the other files too; it rejected with ${show(error)}.`)
        assert(error instanceof UploadError, `sign must refuse with an UploadError, not with ${show(error)}.`)
        return [error]
      })
      assertSame(answers.length, isBatch ? 2 : 1, 'the number of answers of sign')
      const refusal = answers.at(-1)
      assert(
        refusal instanceof UploadError,
        `a refused file must be an UploadError in its place, not ${show(refusal)}.`,
      )
      if (isBatch)
        assert(!(answers[0] instanceof UploadError), 'sign must take the file beside one that it refuses.')
    },
  },
  {
    name: 'targets are well-formed',
    run: (bench) => onSigned(bench, ({ target }) => assertTarget(target)),
  },
  {
    name: 'presigned targets carry no credential of the API',
    run: (bench) =>
      onSigned(bench, async ({ target }, source) => {
        const presigned = target.type === 'put' ? [target] : await signedPart(bench, source, target)
        for (const request of presigned) assertPresigned(request, bench.options.secrets)
      }),
  },
]

async function onSigned(
  bench: TestContext,
  check: (signed: SignedUpload, source: File) => Promise<void> | void,
): Promise<void> {
  const source = bench.sampleFile()
  const signed = await bench.signOne(await bench.intentOf(source))
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
      assert(target.fileField !== '', 'fileField of a target must name a field.')
      assertExpiry(target.expiresAt, 'expiresAt of a target')
      return
    case 'multipart': {
      const { resumeToken, partSize } = target
      assert(resumeToken !== '', 'token of a target must not be empty.')
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
        `via of a target must be put, post, parts or none, not ${show(target satisfies never)}.`,
      )
  }
}

function assertTexts(record: Record<string, unknown>, what: string): void {
  const isTexts = Object.values(record).every((value) => typeof value === 'string')
  assert(isTexts, `${what} of a target must hold strings only, not ${show(record)}.`)
}

/** What goes to a store. A form may go to the API itself, and then carries its headers. */
async function signedPart(
  bench: TestContext,
  source: File,
  target: UploadTarget,
): Promise<readonly SignedPart[]> {
  return target.type === 'multipart'
    ? target.signParts([1], {}, await bench.hashesOf(target, source, [1]))
    : []
}
