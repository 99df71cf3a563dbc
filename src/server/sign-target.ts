import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import type { WireTarget } from '../backends/s3/wire.ts'
import { callStore } from './store-request.ts'
import { expiryIn } from './expiry.ts'
import { signRequest } from './sign-request.ts'

/** One object that may be stored: exactly this key, type, length and metadata. */
export type Upload = {
  bucket: string
  key: string
  contentType: string
  /** Bytes. */
  size: number
  metadata: Readonly<Record<string, string>>
  /** Seconds. */
  signedFor: number
  /** What binds the bytes themselves; of a `PUT` only. */
  digest?: Readonly<Record<string, string>>
}

/** A presigned `PUT`. Everything about the object is a signed header: the store refuses what differs. */
export async function signPut(signer: S3Client, upload: Upload): Promise<WireTarget> {
  const { contentType, metadata, digest } = upload
  const command = new PutObjectCommand({
    Bucket: upload.bucket,
    Key: upload.key,
    ContentLength: upload.size,
  })
  const headers = { 'content-type': contentType, ...prefixed(metadata), ...digest }
  return { type: 'put', ...(await signRequest(signer, command, headers, upload.signedFor)) }
}

/** A form `POST` under a policy that allows exactly one object. */
export async function signPost(signer: S3Client, upload: Upload): Promise<WireTarget> {
  const { expiresIn, expiresAt } = expiryIn(upload.signedFor)
  const { url, fields } = await callStore('sign', () =>
    createPresignedPost(signer, {
      Bucket: upload.bucket,
      Key: upload.key,
      Expires: expiresIn,
      Conditions: [['content-length-range', upload.size, upload.size]],
      // Each of these fields becomes a condition of the policy.
      Fields: {
        'Content-Type': upload.contentType,
        success_action_status: '204',
        ...prefixed(upload.metadata),
      },
    }),
  )
  return { type: 'post', url, fields, fileField: 'file', expiresAt }
}

function prefixed(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`x-amz-meta-${key}`, value]))
}
