import type { Backend } from '../../backends/backend.ts'
import { sleep } from '../../lib/time.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, TransferResponse, UploadIntent } from '../../model/upload-target.ts'
import { assert, assertFile, assertSame } from './assert.ts'
import type { BackendMethod, OpenedBackend, TestBackendOptions } from './options.ts'
import { createPartsSender, fetchTransfer } from './transfer.ts'
import { intentOf, noResponse, readStored, signOne, transferTo, waitForProcessing } from './upload-steps.ts'

/** A requirement of the contract. */
export type Check = {
  /** The title of the test. */
  name: string
  /** Methods that the backend must have, else the check is skipped. */
  needs?: readonly BackendMethod[]
  /** Options that `testBackend` must have, else the check is skipped. */
  needsOptions?: readonly (keyof TestBackendOptions)[]
  run: (context: TestContext) => Promise<void>
}

/** A file that has been uploaded. */
export type CompletedUpload = {
  source: File
  intent: UploadIntent
  signed: SignedUpload
  response: TransferResponse
  /** After processing. */
  file: RemoteFile
}

/** What a check uses. */
export type TestContext = ReturnType<typeof createTestContext>

/** Uploads with a backend step by step, as the uploader does. */
export function createTestContext(
  { backend, transfer = fetchTransfer, read }: OpenedBackend,
  options: TestBackendOptions,
) {
  const { sample = { extension: '.txt', contentType: 'text/plain' }, timeoutMs = 20_000 } = options
  const { signal } = new AbortController()
  const parts = createPartsSender(transfer, signal)
  const uploadedIds = new Set<string>()

  /** A file of a type that the backend accepts, with unique content. */
  function sampleFile(name = `sample-${crypto.randomUUID()}`, content: string = crypto.randomUUID()): File {
    return new File(content === '' ? [] : [content], name + sample.extension, { type: sample.contentType })
  }

  async function toProcessed(file: RemoteFile): Promise<RemoteFile> {
    uploadedIds.add(file.id)
    return waitForProcessing(backend, file, timeoutMs)
  }

  async function upload(source = sampleFile()): Promise<CompletedUpload> {
    const intent = await intentOf(backend, source)
    const signed = await signOne(backend, intent)
    if (signed.target.type === 'multipart') {
      const file = await parts.sendAll(signed.target, source)
      assertFile(file, 'complete')
      return { source, intent, signed, response: noResponse(), file: await toProcessed(file) }
    }
    const response = await transferTo(transfer, signed, source, signal)
    const confirmed = (await backend.confirm?.(signed, response, {})) ?? signed.file
    assertFile(confirmed, backend.confirm ? 'confirm' : 'sign')
    return { source, intent, signed, response, file: await toProcessed(confirmed) }
  }

  return {
    backend,
    options,
    timeoutMs,
    unknownId: options.unknownId ?? crypto.randomUUID(),
    sampleFile,
    /** A file of that many bytes without repetitions, so that swapped parts are detected. */
    fileOf: (size: number) => sampleFile(undefined, randomText(size)),
    intentOf: (source: File) => intentOf(backend, source),
    signOne: (intent: UploadIntent) => signOne(backend, intent),
    transferTo: (signed: SignedUpload, source: File) => transferTo(transfer, signed, source, signal),
    hashesOf: parts.hashesOf,
    sendParts: parts.send,
    waitForProcessing: toProcessed,
    /** Uploads a file: signs, transfers, confirms and waits for processing. */
    upload,
    /** Compares the stored content with the source. */
    async assertStored(file: RemoteFile, source: Blob): Promise<void> {
      const content = await readStored(file, read)
      if (content === undefined) return
      assertSame(content.size, source.size, 'the number of stored bytes')
      const isSame = (await content.text()) === (await source.text())
      assert(isSame, 'the storage must have the bytes that were sent; they differ.')
    },
    /** Repeats a check until it passes: lists may be eventually consistent. */
    eventually: (check: () => Promise<void>) => eventually(check, Math.min(timeoutMs, 5_000)),
    /** Deletes the uploaded files, as far as possible. */
    async cleanUp(): Promise<void> {
      for (const id of uploadedIds) await backend.remove?.(id, {}).catch(() => undefined)
    },
  }
}

/** Whether a backend has a method. */
export function has(backend: Backend, method: string): boolean {
  return typeof Reflect.get(backend, method) === 'function'
}

function randomText(size: number): string {
  const id = crypto.randomUUID()
  const lines = Array.from({ length: Math.ceil(size / id.length) }, (_, index) => `${id} ${index}\n`)
  return lines.join('').slice(0, size)
}

async function eventually(check: () => Promise<void>, timeoutMs: number): Promise<void> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    try {
      await check()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
    await sleep(200)
  }
}
