import { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { Checksum, SignedUpload, UploadedPart, UploadTarget } from '../model/upload-target.ts'

type FakeUpload = {
  file: RemoteFile
  size: number
  /** The received parts by number. */
  sent: Map<number, UploadedPart>
  isComplete: boolean
}

type FakeMultipartOptions = {
  partSize: number
  checksum: Checksum | undefined
  wait(signal?: AbortSignal): Promise<void>
  /** Creates the file of a completed upload. */
  complete(file: RemoteFile): RemoteFile
  /** The file with its current status. */
  current(id: string): RemoteFile
}

/** Multipart uploads in memory. */
export function createFakeMultipart({ partSize, checksum, wait, complete, current }: FakeMultipartOptions) {
  const uploads = new Map<string, FakeUpload>()
  const parts = new Map<string, { token: string; number: number }>()

  function requireUpload(token: string): FakeUpload {
    const upload = uploads.get(token)
    if (!upload) throw new UploadError('not-found', 'There is no such multipart upload.', { status: 404 })
    return upload
  }

  function targetOf(token: string, { file, size }: FakeUpload): UploadTarget {
    const count = Math.ceil(size / partSize)
    const isPart = (number: number) => Number.isInteger(number) && number >= 1 && number <= count
    return {
      type: 'multipart',
      resumeToken: token,
      partSize,
      checksum: checksum,
      async signParts(numbers, { signal }, hashes) {
        await wait(signal)
        requireUpload(token)
        return numbers.map((number) => {
          if (!isPart(number)) throw new UploadError('unsupported', `The file has no part ${number}.`)
          if (checksum && !hashes?.has(number))
            throw new UploadError('unsupported', `Part ${number} needs its ${checksum}.`)
          const url = `https://store.invalid/${file.id}?part=${number}&token=${token}`
          parts.set(url, { token, number })
          return { number, url, headers: {} }
        })
      },
      async listParts({ signal }) {
        await wait(signal)
        return [...requireUpload(token).sent.values()].sort((a, b) => a.number - b.number)
      },
      async complete(reported, { signal }) {
        await wait(signal)
        const upload = requireUpload(token)
        const available = new Set([...reported.map(({ number }) => number), ...upload.sent.keys()])
        const missing = Array.from({ length: count }, (_, index) => index + 1).filter(
          (n) => !available.has(n),
        )
        if (missing.length > 0)
          throw new UploadError('invalid-response', `The store lacks the parts ${missing.join(', ')}.`, {
            status: 409,
          })
        if (upload.isComplete) return current(file.id)
        for (const part of reported) upload.sent.set(part.number, part)
        upload.isComplete = true
        return complete(file)
      },
      async abort({ signal }) {
        await wait(signal)
        if (!uploads.get(token)?.isComplete) uploads.delete(token)
      },
    }
  }

  function signed(token: string, upload: FakeUpload): SignedUpload {
    return { target: targetOf(token, upload), file: upload.file }
  }

  return {
    start(file: RemoteFile, size: number): SignedUpload {
      const token = crypto.randomUUID()
      const upload = { file, size, sent: new Map<number, UploadedPart>(), isComplete: false }
      uploads.set(token, upload)
      return signed(token, upload)
    },
    resume: (token: string): SignedUpload => signed(token, requireUpload(token)),
    /** Records the part of this URL as received. Ignores other URLs and parts of aborted uploads. */
    sent(url: string, size: number): void {
      const { token = '', number = 0 } = parts.get(url) ?? {}
      uploads.get(token)?.sent.set(number, { number, size, etag: `part-${number}` })
    },
  }
}
