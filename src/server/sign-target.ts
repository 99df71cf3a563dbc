import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { createPresignedPost } from '@aws-sdk/s3-presigned-post'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import type { WireTarget } from '../backends/s3/schemas.ts'
import { askStore } from './ask-store.ts'
import { expiryIn } from './expiry.ts'

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
}

/** A presigned `PUT`. Everything about the object is a signed header: the store refuses what differs. */
export async function signPut(signer: S3Client, upload: Upload): Promise<WireTarget> {
  const { expiresAt, ...expiry } = expiryIn(upload.signedFor)
  const metaHeaders = prefixed(upload.metadata)
  const command = new PutObjectCommand({
    Bucket: upload.bucket,
    Key: upload.key,
    ContentType: upload.contentType,
    ContentLength: upload.size,
    Metadata: { ...upload.metadata },
  })
  const url = await askStore('sign', () =>
    getSignedUrl(signer, command, {
      ...expiry,
      // Left to itself the SDK does not sign the type and moves the metadata into the URL.
      signableHeaders: new Set(['content-type']),
      unhoistableHeaders: new Set(Object.keys(metaHeaders)),
    }),
  )
  return { via: 'put', url, headers: { 'content-type': upload.contentType, ...metaHeaders }, expiresAt }
}

/** A form `POST` under a policy that allows exactly one object. */
export async function signPost(signer: S3Client, upload: Upload): Promise<WireTarget> {
  const { expiresIn, expiresAt } = expiryIn(upload.signedFor)
  const { url, fields } = await askStore('sign', () =>
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
  return { via: 'post', url, fields, fileField: 'file', expiresAt }
}

function prefixed(metadata: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`x-amz-meta-${key}`, value]))
}
