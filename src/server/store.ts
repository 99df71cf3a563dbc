import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { callStore, orUndefined } from './store-request.ts'
import { unquoteEtag } from './unquote-etag.ts'
import { createMultipartStore } from './multipart-store.ts'

/** What `HEAD` tells of an object. */
export type StoredObject = {
  size: number
  contentType: string
  metadata: Readonly<Record<string, string>>
  updatedAt?: Date
  /** Without its quotes. */
  etag: string
  /** Encrypted by a key of the customer's: its ETag is no digest that could be computed again. */
  hasOpaqueEtag: boolean
}

/** Some of a prefix's keys, in the order of their bytes. */
export type KeyPage = { keys: readonly string[]; hasMore: boolean }

/** The few things that are asked of the bucket. Failures are `server-error` with status 502. */
export type Store = ReturnType<typeof createStore>

/** Binds the few things that are asked of the bucket. */
export function createStore(s3: S3Client, bucket: string) {
  return {
    multipart: createMultipartStore(s3, bucket),

    async head(key: string, abortSignal?: AbortSignal): Promise<StoredObject | undefined> {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key })
      const head = await callStore('HeadObject', () => orUndefined(s3.send(command, { abortSignal })))
      if (head === undefined) return undefined
      return {
        size: head.ContentLength ?? 0,
        contentType: head.ContentType ?? 'application/octet-stream',
        metadata: head.Metadata ?? {},
        updatedAt: head.LastModified,
        etag: unquoteEtag(head.ETag),
        hasOpaqueEtag:
          (head.ServerSideEncryption ?? 'AES256') !== 'AES256' || Boolean(head.SSECustomerAlgorithm),
      }
    },

    async read(
      key: string,
      abortSignal?: AbortSignal,
    ): Promise<{ text: string; updatedAt?: Date } | undefined> {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key })
      return callStore('GetObject', async () => {
        const object = await orUndefined(s3.send(command, { abortSignal }))
        if (object === undefined) return undefined
        return { text: (await object.Body?.transformToString()) ?? '', updatedAt: object.LastModified }
      })
    },

    async write(key: string, contentType: string, body: Uint8Array | string): Promise<void> {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType })
      await callStore('PutObject', () => s3.send(command))
    },

    /** What is not there counts as removed. */
    async remove(key: string): Promise<void> {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key })
      await callStore('DeleteObject', () => s3.send(command))
    },

    /** At most `limit` keys, at most 1000, that come after the key `after`. */
    async list(
      prefix: string,
      page: { after?: string; limit?: number },
      abortSignal?: AbortSignal,
    ): Promise<KeyPage> {
      const command = new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        StartAfter: page.after,
        MaxKeys: page.limit ?? 1000,
      })
      const listed = await callStore('ListObjectsV2', () => s3.send(command, { abortSignal }))
      const keys = (listed.Contents ?? []).flatMap((object) => (object.Key === undefined ? [] : [object.Key]))
      return { keys, hasMore: listed.IsTruncated === true && keys.length > 0 }
    },
  }
}
