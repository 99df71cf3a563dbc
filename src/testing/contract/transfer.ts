import { createAbortError, UploadError } from '../../errors.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'
import type { UploadedPart, UploadTarget } from '../../model/upload-target.ts'
import type { Transfer } from '../../uploader/transfer/transfer.ts'
import { assert, show } from './assert.ts'

/** Sends bytes by `fetch` without progress: Node has no `XMLHttpRequest`. */
export const fetchTransfer: Transfer = async ({ method, url, headers, body, size, onProgress, signal }) => {
  try {
    const response = await fetch(url, { method, headers, body, signal, credentials: 'omit' })
    onProgress(size)
    return { status: response.status, headers: response.headers, body: await response.text() }
  } catch (cause) {
    if (signal.aborted) throw createAbortError(signal.reason)
    throw new UploadError('network', 'The storage could not be reached, or the connection broke.', {
      url,
      cause,
    })
  }
}

type PartsTarget = Extract<UploadTarget, { type: 'multipart' }>

/** Sends the parts of multipart uploads one after another. */
export function createPartsSender(transfer: Transfer, signal: AbortSignal) {
  /** The parts' digests, if the target requires them. */
  async function hashesOf({ checksum, partSize }: PartsTarget, source: File, numbers: readonly number[]) {
    if (checksum === undefined) return undefined
    const hashes = new Map<number, string>()
    for (const number of numbers)
      hashes.set(number, await digestOnMainThread(partOf(source, partSize, number), checksum))
    return hashes
  }

  async function send(
    target: PartsTarget,
    source: File,
    numbers: readonly number[],
  ): Promise<readonly UploadedPart[]> {
    const signed = await target.signParts(numbers, {}, await hashesOf(target, source, numbers))
    const sent: UploadedPart[] = []
    for (const { number, url, headers } of signed) {
      const body = partOf(source, target.partSize, number)
      const { size } = body
      const onProgress = () => undefined
      const response = await transfer({ method: 'PUT', url, headers, body, size, onProgress, signal })
      assert(
        response.status >= 200 && response.status < 300,
        `the storage must accept part ${number}; it responded with ${response.status}: ${show(response.body)}`,
      )
      sent.push({ number, size, etag: response.headers.get('etag') ?? '' })
    }
    return sent
  }

  return {
    hashesOf,
    send,
    /** Sends all parts and completes the upload. */
    async sendAll(target: PartsTarget, source: File) {
      const count = Math.ceil(source.size / target.partSize)
      const numbers = Array.from({ length: count }, (_, index) => index + 1)
      return target.complete(await send(target, source, numbers), {})
    },
  }
}

function partOf(source: File, partSize: number, number: number): Blob {
  return source.slice((number - 1) * partSize, number * partSize, '')
}
