import { UploadError } from '../errors.ts'
import type { SignedUpload, UploadTarget } from '../model/upload-target.ts'
import { assert, assertExpiry, assertFile, assertSame, show } from './test-backend-assert.ts'
import type { Bench } from './test-backend-bench.ts'
import type { Check } from './test-backend-check.ts'

// A presigned URL is its own credential; these would hand the API's to the store.
const credentials =
  /^(?:authorization|cookie|proxy-authorization|x-api-key|api-key|x-auth-token|x-access-token)$/i

/** What `sign` must do. */
export const signingChecks: readonly Check[] = [
  {
    name: 'sign answers for each intent, in the same order',
    async run(bench) {
      const { backend } = bench
      const count = Math.min(backend.signBatchSize ?? 1, 3)
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
      const isBatch = (backend.signBatchSize ?? 1) > 1
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
      onSigned(bench, async ({ target }) => {
        const { secrets = [] } = bench.options
        for (const { url, headers } of await presignedOf(target)) {
          for (const name of Object.keys(headers)) {
            assert(
              !credentials.test(name),
              `a presigned target must not send the header '${name}' to the store.`,
            )
          }
          const { username, password } = new URL(url)
          assert(!username && !password, 'the URL of a presigned target must hold no user and password.')
          const sent = `${url}\n${Object.values(headers).join('\n')}`
          const leaks = secrets.some((secret) => sent.includes(secret))
          assert(!leaks, 'a presigned target must not hold the key of the API.')
        }
      }),
  },
  {
    name: 'reopen gives the parts of an interrupted upload again',
    needs: ['reopen'],
    given: ['partsFrom'],
    async run(bench) {
      const { backend, options } = bench
      const intent = { ...(await bench.intentOf(bench.sampleFile())), size: options.partsFrom ?? 0 }
      const { target, file } = await bench.signOne(intent)
      assert(
        target.via === 'parts',
        `a file of ${intent.size} bytes must be signed as parts, not as ${target.via}.`,
      )
      try {
        const again = await backend.reopen?.(target.token, {})
        assert(again?.target.via === 'parts', 'reopen must give a target of parts.')
        assertSame(again.target.partSize, target.partSize, 'partSize of the reopened target')
        assertSame(again.file.id, file.id, 'id of the reopened file')
        assertSame((await again.target.listParts({})).length, 0, 'the number of parts of which none was sent')
      } finally {
        await target.abort({})
      }
    },
  },
]

async function onSigned(bench: Bench, check: (signed: SignedUpload) => Promise<void> | void): Promise<void> {
  const source = bench.sampleFile()
  const signed = await bench.signOne(await bench.intentOf(source))
  await check(signed)
  if (signed.target.via === 'parts') await signed.target.abort({})
}

function assertTarget(target: UploadTarget): void {
  switch (target.via) {
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
    case 'parts': {
      const { token, partSize } = target
      assert(token !== '', 'token of a target must not be empty.')
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

function assertWebUrl(url: string): void {
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  assert(isWeb, `url of a target must be an absolute http(s) URL, not ${show(url)}.`)
}

function assertTexts(record: Record<string, unknown>, what: string): void {
  const isTexts = Object.values(record).every((value) => typeof value === 'string')
  assert(isTexts, `${what} of a target must hold strings only, not ${show(record)}.`)
}

/** What goes to a store. A form may go to the API itself, and then carries its headers. */
async function presignedOf(
  target: UploadTarget,
): Promise<readonly { url: string; headers: Record<string, string> }[]> {
  if (target.via === 'put') return [target]
  return target.via === 'parts' ? target.signParts([1], {}) : []
}
