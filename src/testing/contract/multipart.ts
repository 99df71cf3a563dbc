import { UploadError } from '../../errors.ts'
import type { SignedUpload, UploadedPart, UploadTarget } from '../../model/upload-target.ts'
import { assert, assertExpiry, assertRejects, assertSame, show } from './assert.ts'
import type { TestContext } from './context.ts'
import type { Check } from './case.ts'
import { assertPresigned } from './presigned.ts'

type Opened = {
  source: File
  signed: SignedUpload
  target: Extract<UploadTarget, { type: 'multipart' }>
  /** Every number, in order. */
  numbers: readonly number[]
}

/** What a target of parts must do. */
export const partsChecks: readonly Check[] = [
  {
    name: 'parts are signed in the order they are asked for',
    given: ['multipartThreshold'],
    run: (bench) =>
      onParts(bench, async ({ target, source, numbers }) => {
        const asked = numbers.toReversed()
        const parts = await target.signParts(asked, {}, await bench.hashesOf(target, source, asked))
        assertSame(
          show(parts.map(({ number }) => number)),
          show(asked),
          'the numbers of the parts that signParts gives',
        )
        const urls = new Set(parts.map(({ url }) => url))
        assertSame(urls.size, asked.length, 'the number of different URLs that signParts gives')
        for (const part of parts) {
          assertPresigned(part, bench.options.secrets)
          assertExpiry(part.expiresAt, 'expiresAt of a part')
        }
      }),
  },
  {
    name: 'listParts gives the parts that were sent, and no other',
    given: ['multipartThreshold'],
    run: (bench) =>
      onParts(bench, async ({ target, source, numbers }) => {
        assertSame((await target.listParts({})).length, 0, 'the number of parts of which none was sent')
        const last = numbers.at(-1) ?? 1
        const sent = await bench.sendParts(target, source, [last])
        assertListed(await target.listParts({}), sent)
      }),
  },
  {
    name: 'parts become one file, whole; complete may be repeated',
    given: ['multipartThreshold'],
    run: (bench) =>
      onParts(bench, async ({ target, source, signed, numbers }) => {
        const parts = await bench.sendParts(target, source, numbers.toReversed())
        const inOrder = parts.toReversed()
        const file = await bench.settle(await target.complete(inOrder, {}))
        assertSame(file.id, signed.file.id, 'id of the file that complete gives')
        await bench.assertStored(file, source)
        const again = await target.complete(inOrder, {})
        assertSame(again.id, file.id, 'id of the file that a repeated complete gives')
        await target.abort({})
        await bench.assertStored(file, source)
      }),
  },
  {
    name: 'complete refuses while a part is missing',
    given: ['multipartThreshold'],
    run: (bench) =>
      onParts(bench, async ({ target, source, numbers }) => {
        const first = await bench.sendParts(target, source, numbers.slice(0, 1))
        const error = await assertRejects(target.complete(first, {}), 'complete while parts are missing')
        assert(error.message.trim() !== '', 'an error must say what happened.')
        const rest = await bench.sendParts(target, source, numbers.slice(1))
        await bench.settle(await target.complete([...first, ...rest], {}))
      }),
  },
  {
    name: 'abort leaves no part behind, and may be repeated',
    given: ['multipartThreshold'],
    run: (bench) =>
      onParts(bench, async ({ target, source, numbers }) => {
        const parts = await bench.sendParts(target, source, numbers)
        await target.abort({})
        await target.abort({})
        const left = await target.listParts({}).catch((error: unknown) => {
          if (error instanceof UploadError && error.code === 'not-found') return []
          throw error
        })
        assertSame(left.length, 0, 'the number of parts that are left after abort')
        await assertRejects(target.complete(parts, {}), 'complete after abort')
        if (bench.backend.resume) {
          await assertRejects(bench.backend.resume(target.resumeToken, {}), 'reopen after abort', 'not-found')
        }
      }),
  },
  {
    name: 'reopen gives the parts of an interrupted upload again',
    needs: ['resume'],
    given: ['multipartThreshold'],
    run: (bench) =>
      onParts(bench, async ({ target, source, signed, numbers }) => {
        const first = await bench.sendParts(target, source, numbers.slice(0, 1))
        const again = await bench.backend.resume?.(target.resumeToken, {})
        assert(again?.target.type === 'multipart', 'reopen must give a target of parts.')
        assertSame(again.target.partSize, target.partSize, 'partSize of the reopened target')
        assertSame(again.file.id, signed.file.id, 'id of the reopened file')
        assertListed(await again.target.listParts({}), first)
        const rest = await bench.sendParts(again.target, source, numbers.slice(1))
        const file = await bench.settle(await again.target.complete([...first, ...rest], {}))
        assertSame(file.id, signed.file.id, 'id of the file that the reopened target completes')
        await bench.assertStored(file, source)
      }),
  },
]

/** Signs a file that goes in two parts at least, and gives it up afterwards, where it was not completed. */
async function onParts(bench: TestContext, run: (opened: Opened) => Promise<void>): Promise<void> {
  const opened = await openParts(bench, bench.options.multipartThreshold ?? 0)
  try {
    await run(opened)
  } finally {
    await opened.target.abort({}).catch(() => undefined)
  }
}

async function openParts(bench: TestContext, size: number): Promise<Opened> {
  const source = bench.fileOf(size)
  const signed = await bench.signOne(await bench.intentOf(source))
  const { target } = signed
  assert(
    target.type === 'multipart',
    `a file of ${size} bytes must be signed as parts, not as ${target.type}.`,
  )
  const { partSize } = target
  if (size <= partSize) {
    await target.abort({})
    return openParts(bench, partSize + 1)
  }
  const numbers = Array.from({ length: Math.ceil(size / partSize) }, (_, place) => place + 1)
  return { source, signed, target, numbers }
}

function assertListed(listed: readonly UploadedPart[], sent: readonly UploadedPart[]): void {
  const facts = (parts: readonly UploadedPart[]) => show(parts.map(({ number, size }) => ({ number, size })))
  assertSame(facts(listed), facts(sent), 'the parts that listParts gives')
}
