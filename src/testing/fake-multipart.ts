import { UploadError } from '../errors.ts'
import type { RemoteFile } from '../model/remote-file.ts'
import type { Checksum, SignedUpload, UploadedPart, UploadTarget } from '../model/upload-target.ts'
import type { FakeFiles } from './fake-backend.ts'

type FakeMultipartOptions = {
  partSize: number
  checksum: Checksum | undefined
  files: FakeFiles
  wait(signal?: AbortSignal): Promise<void>
}

/** Multipart uploads in memory. */
export function createFakeMultipart({ partSize, checksum, files, wait }: FakeMultipartOptions) {
  const uploads = new Map<string, FakeUpload>()
  const signedParts = new Map<string, { token: string; number: number }>()

  function requireUpload(token: string): FakeUpload {
    const upload = uploads.get(token)
    if (!upload) throw new UploadError('not-found', 'There is no such multipart upload.', { status: 404 })
    return upload
  }

  function signPart(token: string, number: number) {
    const url = `https://store.invalid/${requireUpload(token).file.id}?part=${number}&token=${token}`
    signedParts.set(url, { token, number })
    return { number, url, headers: {} }
  }

  function targetOf(token: string): UploadTarget {
    return {
      type: 'multipart',
      resumeToken: token,
      partSize,
      checksum: checksum,
      async signParts(numbers, { signal }, hashes) {
        await wait(signal)
        const { isPart } = requireUpload(token)
        return numbers.map((number) => {
          if (!isPart(number)) throw new UploadError('unsupported', `The file has no part ${number}.`)
          if (checksum && !hashes?.has(number))
            throw new UploadError('unsupported', `Part ${number} needs its ${checksum}.`)
          return signPart(token, number)
        })
      },
      async listParts({ signal }) {
        await wait(signal)
        return requireUpload(token).parts()
      },
      async complete(reported, { signal }) {
        await wait(signal)
        return requireUpload(token).complete(reported)
      },
      async abort({ signal }) {
        await wait(signal)
        if (!uploads.get(token)?.isComplete()) uploads.delete(token)
      },
    }
  }

  return {
    start(file: RemoteFile, size: number): SignedUpload {
      const token = crypto.randomUUID()
      uploads.set(token, createFakeUpload(file, Math.ceil(size / partSize), files))
      return { target: targetOf(token), file }
    },
    resume: (token: string): SignedUpload => ({ target: targetOf(token), file: requireUpload(token).file }),
    /** Records the part of this URL as received. Ignores other URLs and parts of aborted uploads. */
    sent(url: string, size: number): void {
      const { token = '', number = 0 } = signedParts.get(url) ?? {}
      uploads.get(token)?.receive({ number, size, etag: `part-${number}` })
    },
  }
}

type FakeUpload = ReturnType<typeof createFakeUpload>

/** One multipart upload, with the parts that were received. */
function createFakeUpload(file: RemoteFile, partCount: number, files: FakeFiles) {
  const received = new Map<number, UploadedPart>()
  let isComplete = false
  return {
    file,
    isPart: (number: number) => Number.isInteger(number) && number >= 1 && number <= partCount,
    isComplete: () => isComplete,
    receive(part: UploadedPart) {
      received.set(part.number, part)
    },
    parts: () => [...received.values()].sort((a, b) => a.number - b.number),
    /** Creates the file, unless a part is missing that was neither received nor is reported. */
    complete(reported: readonly UploadedPart[]): RemoteFile {
      const available = new Set([...reported.map(({ number }) => number), ...received.keys()])
      const numbers = Array.from({ length: partCount }, (_, index) => index + 1)
      const missing = numbers.filter((number) => !available.has(number))
      if (missing.length > 0) {
        const message = `The store lacks the parts ${missing.join(', ')}.`
        throw new UploadError('invalid-response', message, { status: 409 })
      }
      if (isComplete) return files.get(file.id)
      for (const part of reported) received.set(part.number, part)
      isComplete = true
      return files.complete(file)
    },
  }
}
