import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListPartsCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import type { Checksum } from '../model/upload-target.ts'
import { callStore, orUndefined } from './store-request.ts'
import { unquoteEtag } from './unquote-etag.ts'

/** A multipart upload as the store knows it. */
export type StoreUpload = { key: string; uploadId: string }

/** A part as the store has it. */
export type StoredPart = {
  number: number
  size: number
  /** Without its quotes. */
  etag: string
  /** Base64, where the upload was begun with it and the store keeps it. */
  sha256: string | undefined
  /** Base64, likewise. */
  crc32: string | undefined
  /** Base64, likewise. */
  crc64nvme: string | undefined
}

// S3 checks the parts' own checksums only where they were announced. MD5s need no announcement.
const announced = { md5: undefined, 'sha-256': 'SHA256', crc32: 'CRC32', crc64nvme: 'CRC64NVME' } as const

/** What is asked of the bucket about multipart uploads. Failures are `server-error` with status 502. */
export function createMultipartStore(s3: S3Client, bucket: string) {
  const named = ({ key, uploadId }: StoreUpload) => ({ Bucket: bucket, Key: key, UploadId: uploadId })

  return {
    /** Begins an upload; answers with the store's name for it. */
    async create(
      key: string,
      object: { contentType: string; metadata: Readonly<Record<string, string>>; checksum?: Checksum },
    ): Promise<string> {
      const command = new CreateMultipartUploadCommand({
        Bucket: bucket,
        Key: key,
        ContentType: object.contentType,
        Metadata: { ...object.metadata },
        ChecksumAlgorithm: object.checksum && announced[object.checksum],
      })
      return callStore('CreateMultipartUpload', async () => {
        const { UploadId } = await s3.send(command)
        if (UploadId) return UploadId
        throw new Error('The answer has no UploadId')
      })
    },

    /** Whether the upload is there, neither completed nor aborted. */
    async has(upload: StoreUpload, abortSignal?: AbortSignal): Promise<boolean> {
      const command = new ListPartsCommand({ ...named(upload), MaxParts: 1 })
      const page = await callStore('ListParts', () => orUndefined(s3.send(command, { abortSignal })))
      return page !== undefined
    },

    /** Every part, in order; `undefined` where the upload is not there. */
    async list(upload: StoreUpload, abortSignal?: AbortSignal): Promise<readonly StoredPart[] | undefined> {
      const parts: StoredPart[] = []
      let after: string | undefined
      do {
        const command = new ListPartsCommand({ ...named(upload), PartNumberMarker: after })
        const page = await callStore('ListParts', () => orUndefined(s3.send(command, { abortSignal })))
        if (page === undefined) return undefined
        for (const { PartNumber: number = 0, Size: size = 0, ETag, ...part } of page.Parts ?? []) {
          const { ChecksumSHA256: sha256, ChecksumCRC32: crc32, ChecksumCRC64NVME: crc64nvme } = part
          parts.push({ number, size, etag: unquoteEtag(ETag), sha256, crc32, crc64nvme })
        }
        const next = page.IsTruncated === true ? page.NextPartNumberMarker : undefined
        after = next === after ? undefined : next
      } while (after !== undefined)
      return parts
    },

    /**
     * Makes the parts one object; `false` where the upload is not there. The SDK repeats what S3 began to answer with
     * 200 before it failed.
     */
    async complete(upload: StoreUpload, parts: readonly StoredPart[]): Promise<boolean> {
      const command = new CompleteMultipartUploadCommand({
        ...named(upload),
        MultipartUpload: {
          Parts: parts.map(({ number, etag, sha256, crc32, crc64nvme }) => ({
            PartNumber: number,
            ETag: `"${etag}"`,
            ChecksumSHA256: sha256,
            ChecksumCRC32: crc32,
            ChecksumCRC64NVME: crc64nvme,
          })),
        },
      })
      const answer = await callStore('CompleteMultipartUpload', () => orUndefined(s3.send(command)))
      return answer !== undefined
    },

    /** Gives the upload up. What is not there counts as given up. */
    async abort(upload: StoreUpload): Promise<void> {
      const command = new AbortMultipartUploadCommand(named(upload))
      await callStore('AbortMultipartUpload', () => orUndefined(s3.send(command)))
    },
  }
}
