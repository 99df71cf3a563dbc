import type { UploadedPart, UploadTarget } from '../../model/upload-target.ts'
import type { Transfer } from '../../uploader/transfer/transfer.ts'
import { assert, show } from './assert.ts'
import { digestOnMainThread } from '../../lib/digest-on-main-thread.ts'

type PartsTarget = Extract<UploadTarget, { type: 'multipart' }>

/** Sends files in parts, one after the other. */
export function createPartsSender(transfer: Transfer, signal: AbortSignal) {
  /** The parts' digests, where the target asks for them. */
  async function hashesOf({ checksum, partSize }: PartsTarget, source: File, numbers: readonly number[]) {
    if (checksum === undefined) return undefined
    const hashes = new Map<number, string>()
    for (const number of numbers)
      hashes.set(number, await digestOnMainThread(partOf(source, partSize, number), checksum))
    return hashes
  }

  /** Sends these parts of a file. */
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
      const answer = await transfer({ method: 'PUT', url, headers, body, size, onProgress, signal })
      assert(
        answer.status >= 200 && answer.status < 300,
        `the storage must take part ${number}; it answered ${answer.status}: ${show(answer.body)}`,
      )
      sent.push({ number, size, etag: answer.headers.get('etag') ?? '' })
    }
    return sent
  }

  return {
    hashesOf,
    send,
    /** Sends every part, and completes the file. */
    async sendAll(target: PartsTarget, source: File) {
      const count = Math.ceil(source.size / target.partSize)
      const numbers = Array.from({ length: count }, (_, place) => place + 1)
      return target.complete(await send(target, source, numbers), {})
    },
  }
}

function partOf(source: File, partSize: number, number: number): Blob {
  return source.slice((number - 1) * partSize, number * partSize, '')
}
