import type { Backend } from '../../backends/backend.ts'
import { UploadError } from '../../errors.ts'
import { sleep } from '../../lib/time.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import type { RemoteFile } from '../../model/remote-file.ts'
import type { SignedUpload, TransferResponse, UploadIntent } from '../../model/upload-target.ts'
import { createUpload } from '../../uploader/create-upload.ts'
import { toStorageError } from '../../uploader/diagnostics/transfer-error.ts'
import { buildRequest } from '../../uploader/transfer/build-request.ts'
import { assert, assertFile, assertSame, show } from './assert.ts'
import { digestOf } from './digest.ts'
import type { OpenedBackend, TestBackendOptions } from './options.ts'
import { createPartsSender } from './send-parts.ts'
import { fetchTransfer } from './transfer.ts'

// Of parts there is no one answer.
const nothing: TransferResponse = { status: 204, headers: new Headers(), body: '' }

/** A file that has arrived. */
export type Arrived = {
  source: File
  intent: UploadIntent
  signed: SignedUpload
  answer: TransferResponse
  /** As it is once processing is over. */
  file: RemoteFile
}

/** One test's tools around an opened backend. */
export type TestContext = ReturnType<typeof createTestContext>

/** Uploads with a backend, step by step, as an engine does. */
export function createTestContext(
  { backend, transfer = fetchTransfer, read }: OpenedBackend,
  options: TestBackendOptions,
) {
  const { sample = { extension: '.txt', contentType: 'text/plain' }, timeoutMs = 20_000 } = options
  const { signal } = new AbortController()
  const parts = createPartsSender(transfer, signal)
  const arrived = new Set<string>()

  /** A file of the sort that the backend takes, with content that nobody has seen yet. */
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
      ...(contentHash && { contentHash: await digestOf(contentHash, source) }),
      ...(checksum && { checksum: await digestOf(checksum, source) }),
    }
  }

  async function signOne(intent: UploadIntent): Promise<SignedUpload> {
    const [signed] = await backend.sign([intent], {})
    assert(signed !== undefined, 'sign must answer for each intent; it answered for none.')
    if (signed instanceof UploadError) throw new Error(`sign refused ${show(intent.name)}: ${signed.message}`)
    return signed
  }

  async function deliver(signed: SignedUpload, source: File): Promise<TransferResponse> {
    const { target } = signed
    if (target.type === 'none') return nothing
    assert(target.type !== 'multipart', 'a file this small must not go in parts.')
    const request = buildRequest(target, createUpload(source))
    const answer = await transfer({ ...request, onProgress: () => undefined, signal })
    if (answer.status < 200 || answer.status >= 300) throw await toStorageError(answer, request)
    return answer
  }

  /** What the storage has of a file; `undefined` where there is no way to look. */
  async function stored(file: RemoteFile): Promise<Blob | undefined> {
    if (read) return read(file)
    if (file.url === undefined) return undefined
    const response = await fetch(file.url)
    assert(response.ok, `url of a file must answer with its content; it answered ${response.status}.`)
    return response.blob()
  }

  async function settle(file: RemoteFile): Promise<RemoteFile> {
    arrived.add(file.id)
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
    deliver,
    hashesOf: parts.hashesOf,
    sendParts: parts.send,
    settle,
    /** A file of just that many bytes, no two stretches of it alike. */
    fileOf: (size: number) => sampleFile(undefined, linesOf(size)),
    unknownId: options.unknownId ?? crypto.randomUUID(),

    /** Takes a file all the way. */
    async upload(source = sampleFile()): Promise<Arrived> {
      const intent = await intentOf(source)
      const signed = await signOne(intent)
      if (signed.target.type === 'multipart') {
        const file = await parts.sendAll(signed.target, source)
        assertFile(file, 'complete')
        return { source, intent, signed, answer: nothing, file: await settle(file) }
      }
      const answer = await deliver(signed, source)
      const confirmed = (await backend.confirm?.(signed, answer, {})) ?? signed.file
      assertFile(confirmed, backend.confirm ? 'confirm' : 'sign')
      return { source, intent, signed, answer, file: await settle(confirmed) }
    },

    /** The storage must have just what was sent. */
    async assertStored(file: RemoteFile, source: Blob): Promise<void> {
      const content = await stored(file)
      if (content === undefined) return
      assertSame(content.size, source.size, 'the number of bytes at the storage')
      const isSame = (await content.text()) === (await source.text())
      assert(isSame, 'the storage must have the bytes that were sent; it has others.')
    },

    /** Repeats a check until it holds: lists may lag behind. */
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

    /** Deletes what the test uploaded, as well as that goes. */
    async clear(): Promise<void> {
      for (const id of arrived) await backend.remove?.(id, {}).catch(() => undefined)
    },
  }
}

/** Whether a backend has what a check needs. */
export function has(backend: Backend, method: string): boolean {
  return typeof Reflect.get(backend, method) === 'function'
}

function linesOf(size: number): string {
  const id = crypto.randomUUID()
  const lines = Array.from({ length: Math.ceil(size / id.length) }, (_, place) => `${id} ${place}\n`)
  return lines.join('').slice(0, size)
}
