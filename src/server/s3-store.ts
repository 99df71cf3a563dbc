import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3'
import { createMultipartStore } from './s3-multipart-store.ts'
import { callStore, isNotFound, orNotFound, unquoteEtag } from './store-request.ts'

/** An object's properties, as `HEAD` returns them. */
export type StoredObject = {
  size: number
  contentType: string
  /** Chosen by the client: uploads are signed without one, and it cannot be signed as absent. */
  contentEncoding?: string | undefined
  metadata: Readonly<Record<string, string>>
  updatedAt?: Date | undefined
  /** Without quotes. */
  etag: string
  /** Whether the object is encrypted with a customer's key, so that its ETag is not derived from MD5 digests. */
  hasOpaqueEtag: boolean
}

/** Which keys of a prefix are listed. */
type KeyRange = { after?: string | undefined; limit?: number | undefined }

/** A page of keys in the order of their bytes. */
type KeyPage = { keys: readonly string[]; hasMore: boolean }

/** The operations on the bucket. Failures are `server-error` with status 502. */
export type Store = ReturnType<typeof createStore>

/** Binds the operations on a bucket to the AWS SDK. */
export function createStore(s3: S3Client, bucket: string) {
  const assertBucketExists = createBucketCheck(s3, bucket)

  return {
    multipart: createMultipartStore(s3, bucket),

    async head(key: string, abortSignal?: AbortSignal): Promise<StoredObject | undefined> {
      const command = new HeadObjectCommand({ Bucket: bucket, Key: key })
      const head = await callStore('HeadObject', () =>
        orNotFound(s3.send(command, abortSignal && { abortSignal })),
      )
      if (head === undefined) {
        await assertBucketExists(abortSignal)
        return undefined
      }
      return {
        size: head.ContentLength ?? 0,
        contentType: head.ContentType ?? 'application/octet-stream',
        contentEncoding: head.ContentEncoding,
        metadata: head.Metadata ?? {},
        updatedAt: head.LastModified,
        etag: unquoteEtag(head.ETag),
        // https://docs.aws.amazon.com/AmazonS3/latest/API/API_Object.html
        hasOpaqueEtag:
          (head.ServerSideEncryption ?? 'AES256') !== 'AES256' || Boolean(head.SSECustomerAlgorithm),
      }
    },

    async read(
      key: string,
      abortSignal?: AbortSignal,
    ): Promise<{ text: string; updatedAt?: Date | undefined } | undefined> {
      const command = new GetObjectCommand({ Bucket: bucket, Key: key })
      return callStore('GetObject', async () => {
        const object = await orNotFound(s3.send(command, abortSignal && { abortSignal }))
        if (object === undefined) return undefined
        return { text: (await object.Body?.transformToString()) ?? '', updatedAt: object.LastModified }
      })
    },

    async write(key: string, contentType: string, body: Uint8Array | string): Promise<void> {
      const command = new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, ContentType: contentType })
      await callStore('PutObject', () => s3.send(command))
    },

    /** Removes an object; a missing one counts as removed. */
    async remove(key: string): Promise<void> {
      const command = new DeleteObjectCommand({ Bucket: bucket, Key: key })
      await callStore('DeleteObject', () => s3.send(command))
    },

    /** At most `limit` keys after the key `after`; at most 1000. */
    list: (prefix: string, page: KeyRange, abortSignal?: AbortSignal): Promise<KeyPage> =>
      listKeys(s3, { bucket, prefix, ...page }, abortSignal),
  }
}

async function listKeys(
  s3: S3Client,
  { bucket, prefix, after, limit = 1000 }: KeyRange & { bucket: string; prefix: string },
  abortSignal: AbortSignal | undefined,
): Promise<KeyPage> {
  const command = new ListObjectsV2Command({
    Bucket: bucket,
    Prefix: prefix,
    StartAfter: after,
    MaxKeys: limit,
  })
  const response = await callStore('ListObjectsV2', () => s3.send(command, abortSignal && { abortSignal }))
  const keys = (response.Contents ?? []).flatMap(({ Key }) => (Key === undefined ? [] : [Key]))
  return { keys, hasMore: response.IsTruncated === true && keys.length > 0 }
}

/**
 * A `HEAD` response has no body, so its 404 does not say whether the object or the bucket is missing. The bucket is
 * looked for with the first 404, until it was found.
 */
function createBucketCheck(s3: S3Client, bucket: string) {
  let exists = false
  return async (abortSignal?: AbortSignal): Promise<void> => {
    if (exists) return
    await callStore('HeadBucket', async () => {
      const command = new HeadBucketCommand({ Bucket: bucket })
      try {
        await s3.send(command, abortSignal && { abortSignal })
        exists = true
      } catch (cause) {
        // Anything but a 404 says nothing about the bucket: the call may be forbidden.
        if (isNotFound(cause)) throw new Error(`The bucket ${bucket} does not exist`, { cause })
      }
    })
  }
}
