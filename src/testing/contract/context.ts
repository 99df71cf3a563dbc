import type { Backend } from '../../backends/backend.ts'
import { UploadError } from '../../errors.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'
import { sleep } from '../../lib/time.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, TransferResponse, UploadIntent } from '../../model/upload-target.ts'
import { createUpload } from '../../uploader/create-upload.ts'
import { toStorageError } from '../../uploader/diagnostics/transfer-error.ts'
import { buildRequest } from '../../uploader/transfer/upload-single.ts'
import { assert, assertFile, assertSame, show } from './assert.ts'
import type { BackendMethod, OpenedBackend, TestBackendOptions } from './options.ts'
import { createPartsSender, fetchTransfer } from './transfer.ts'

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

// A multipart upload has no single response.
const noResponse: TransferResponse = { status: 204, headers: new Headers(), body: '' }

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

  async function intentOf(source: File): Promise<UploadIntent> {
    const { id: uploadId, name, size, contentType } = createUpload(source)
    const { contentHash, checksum } = backend
    return {
      uploadId,
      name,
      size,
      contentType,
      ...(contentHash && { contentHash: await digestOnMainThread(source, contentHash) }),
      ...(checksum && { checksum: await digestOnMainThread(source, checksum) }),
    }
  }

  async function signOne(intent: UploadIntent): Promise<SignedUpload> {
    const [signed] = await backend.sign([intent], {})
    assert(signed !== undefined, 'sign must return a result for each intent; it returned none.')
    if (signed instanceof UploadError) throw new Error(`sign refused ${show(intent.name)}: ${signed.message}`)
    return signed
  }

  async function transferTo(signed: SignedUpload, source: File): Promise<TransferResponse> {
    const { target } = signed
    if (target.type === 'none') return noResponse
    assert(target.type !== 'multipart', 'a file this small must not be a multipart upload.')
    const request = buildRequest(target, createUpload(source))
    const response = await transfer({ ...request, onProgress: () => undefined, signal })
    if (response.status < 200 || response.status >= 300) throw await toStorageError(response, request)
    return response
  }

  /** The stored content of a file; `undefined` if it cannot be read. */
  async function stored(file: RemoteFile): Promise<Blob | undefined> {
    if (read) return read(file)
    if (file.url === undefined) return undefined
    const response = await fetch(file.url)
    assert(response.ok, `url of a file must respond with its content; its status is ${response.status}.`)
    return response.blob()
  }

  async function waitForProcessing(file: RemoteFile): Promise<RemoteFile> {
    uploadedIds.add(file.id)
    let { status, error } = file
    const deadline = Date.now() + timeoutMs
    for (let waitMs = 50; !isFinalStatus(status) && backend.status; waitMs = Math.min(waitMs * 2, 1_000)) {
      assert(
        Date.now() < deadline,
        `status must become completed or failed within ${timeoutMs} ms; it is ${show(status)}.`,
      )
      await sleep(waitMs)
      ;({ status, error } = await backend.status(file.id, {}))
    }
    assert(
      status !== 'failed',
      `processing of ${show(file.name)} failed: ${error ?? 'the backend does not say why'}`,
    )
    return backend.get ? backend.get(file.id, {}) : { ...file, status, error }
  }

  return {
    backend,
    options,
    timeoutMs,
    sampleFile,
    intentOf,
    signOne,
    transferTo,
    hashesOf: parts.hashesOf,
    sendParts: parts.send,
    waitForProcessing,
    /** A file of that many bytes without repetitions, so that swapped parts are detected. */
    fileOf: (size: number) => sampleFile(undefined, randomText(size)),
    unknownId: options.unknownId ?? crypto.randomUUID(),

    /** Uploads a file: signs, transfers, confirms and waits for processing. */
    async upload(source = sampleFile()): Promise<CompletedUpload> {
      const intent = await intentOf(source)
      const signed = await signOne(intent)
      if (signed.target.type === 'multipart') {
        const file = await parts.sendAll(signed.target, source)
        assertFile(file, 'complete')
        return { source, intent, signed, response: noResponse, file: await waitForProcessing(file) }
      }
      const response = await transferTo(signed, source)
      const confirmed = (await backend.confirm?.(signed, response, {})) ?? signed.file
      assertFile(confirmed, backend.confirm ? 'confirm' : 'sign')
      return { source, intent, signed, response, file: await waitForProcessing(confirmed) }
    },

    /** Compares the stored content with the source. */
    async assertStored(file: RemoteFile, source: Blob): Promise<void> {
      const content = await stored(file)
      if (content === undefined) return
      assertSame(content.size, source.size, 'the number of stored bytes')
      const isSame = (await content.text()) === (await source.text())
      assert(isSame, 'the storage must have the bytes that were sent; they differ.')
    },

    /** Repeats a check until it passes: lists may be eventually consistent. */
    async eventually(check: () => Promise<void>): Promise<void> {
      const deadline = Date.now() + Math.min(timeoutMs, 5_000)
      for (;;) {
        try {
          await check()
          return
        } catch (error) {
          if (Date.now() > deadline) throw error
        }
        await sleep(200)
      }
    },

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
