import { UploadError } from '../../errors.ts'
import type { SignedUpload, UploadedPart, UploadTarget } from '../../model/upload-target.ts'
import { assert, assertExpiry, assertPresigned, assertRejects, assertSame, show } from './assert.ts'
import type { Check, TestContext } from './context.ts'

type StartedMultipart = {
  source: File
  signed: SignedUpload
  target: Extract<UploadTarget, { type: 'multipart' }>
  /** All part numbers in order. */
  numbers: readonly number[]
}

/** Requirements on multipart targets. */
export const multipartChecks: readonly Check[] = [
  {
    name: 'multipart › signs parts in the requested order',
    needsOptions: ['multipartThreshold'],
    run: (context) =>
      withMultipart(context, async ({ target, source, numbers }) => {
        const order = numbers.toReversed()
        const parts = await target.signParts(order, {}, await context.hashesOf(target, source, order))
        assertSame(show(parts.map(({ number }) => number)), show(order), 'the part numbers of signParts')
        const urls = new Set(parts.map(({ url }) => url))
        assertSame(urls.size, order.length, 'the number of distinct URLs of signParts')
        for (const part of parts) {
          assertPresigned(part, context.options.secrets)
          assertExpiry(part.expiresAt, 'expiresAt of a part')
        }
      }),
  },
  {
    name: 'multipart › lists exactly the parts that were sent',
    needsOptions: ['multipartThreshold'],
    run: (context) =>
      withMultipart(context, async ({ target, source, numbers }) => {
        assertSame((await target.listParts({})).length, 0, 'the number of parts before any was sent')
        const last = numbers.at(-1) ?? 1
        const sent = await context.sendParts(target, source, [last])
        assertParts(await target.listParts({}), sent)
      }),
  },
  {
    name: 'multipart › complete assembles the parts and can be repeated',
    needsOptions: ['multipartThreshold'],
    run: (context) =>
      withMultipart(context, async ({ target, source, signed, numbers }) => {
        const parts = await context.sendParts(target, source, numbers.toReversed())
        const inOrder = parts.toReversed()
        const file = await context.waitForProcessing(await target.complete(inOrder, {}))
        assertSame(file.id, signed.file.id, 'id of the completed file')
        await context.assertStored(file, source)
        const again = await target.complete(inOrder, {})
        assertSame(again.id, file.id, 'id of the file of a repeated complete')
        await target.abort({})
        await context.assertStored(file, source)
      }),
  },
  {
    name: 'multipart › complete rejects while a part is missing',
    needsOptions: ['multipartThreshold'],
    run: (context) =>
      withMultipart(context, async ({ target, source, numbers }) => {
        const first = await context.sendParts(target, source, numbers.slice(0, 1))
        const error = await assertRejects(target.complete(first, {}), 'complete while parts are missing')
        assert(error.message.trim() !== '', 'an error must have a message.')
        const rest = await context.sendParts(target, source, numbers.slice(1))
        await context.waitForProcessing(await target.complete([...first, ...rest], {}))
      }),
  },
  {
    name: 'multipart › abort removes all parts and can be repeated',
    needsOptions: ['multipartThreshold'],
    run: (context) =>
      withMultipart(context, async ({ target, source, numbers }) => {
        const parts = await context.sendParts(target, source, numbers)
        await target.abort({})
        await target.abort({})
        const left = await target.listParts({}).catch((error: unknown) => {
          if (error instanceof UploadError && error.code === 'not-found') return []
          throw error
        })
        assertSame(left.length, 0, 'the number of parts after abort')
        await assertRejects(target.complete(parts, {}), 'complete after abort')
        if (context.backend.resume) {
          await assertRejects(
            context.backend.resume(target.resumeToken, {}),
            'resume after abort',
            'not-found',
          )
        }
      }),
  },
  {
    name: 'multipart › resume returns an interrupted upload',
    needs: ['resume'],
    needsOptions: ['multipartThreshold'],
    run: (context) =>
      withMultipart(context, async ({ target, source, signed, numbers }) => {
        const first = await context.sendParts(target, source, numbers.slice(0, 1))
        const again = await context.backend.resume?.(target.resumeToken, {})
        assert(again?.target.type === 'multipart', 'resume must return a multipart target.')
        assertSame(again.target.partSize, target.partSize, 'partSize of the resumed target')
        assertSame(again.file.id, signed.file.id, 'id of the resumed file')
        assertParts(await again.target.listParts({}), first)
        const rest = await context.sendParts(again.target, source, numbers.slice(1))
        const file = await context.waitForProcessing(await again.target.complete([...first, ...rest], {}))
        assertSame(file.id, signed.file.id, 'id of the file that the resumed target completes')
        await context.assertStored(file, source)
      }),
  },
]

/** Signs a file of at least two parts; aborts the upload afterwards unless it was completed. */
async function withMultipart(
  context: TestContext,
  run: (opened: StartedMultipart) => Promise<void>,
): Promise<void> {
  const opened = await startMultipart(context, context.options.multipartThreshold ?? 0)
  try {
    await run(opened)
  } finally {
    await opened.target.abort({}).catch(() => undefined)
  }
}

async function startMultipart(context: TestContext, size: number): Promise<StartedMultipart> {
  const source = context.fileOf(size)
  const signed = await context.signOne(await context.intentOf(source))
  const { target } = signed
  assert(
    target.type === 'multipart',
    `a file of ${size} bytes must have a multipart target, not ${target.type}.`,
  )
  const { partSize } = target
  if (size <= partSize) {
    await target.abort({})
    return startMultipart(context, partSize + 1)
  }
  const numbers = Array.from({ length: Math.ceil(size / partSize) }, (_, index) => index + 1)
  return { source, signed, target, numbers }
}

function assertParts(listUntil: readonly UploadedPart[], sent: readonly UploadedPart[]): void {
  const facts = (parts: readonly UploadedPart[]) => show(parts.map(({ number, size }) => ({ number, size })))
  assertSame(facts(listUntil), facts(sent), 'the parts of listParts')
}
