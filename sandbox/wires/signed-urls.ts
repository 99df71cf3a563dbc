import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { contentDisposition } from '../../src/server/presign.ts'

/** A URL that takes a `PUT`: of exactly this type and length where `only` says so, else of any bytes. */
export async function signUpload(
  s3: S3Client,
  object: { bucket: string; key: string },
  seconds: number,
  only?: { contentType: string; size: number },
): Promise<string> {
  const command = new PutObjectCommand({
    Bucket: object.bucket,
    Key: object.key,
    ContentType: only?.contentType,
    ContentLength: only?.size,
  })
  // Left to itself the SDK does not sign the type; told to, it signs one of its own where none is given.
  const signableHeaders = only && new Set(['content-type'])
  return getSignedUrl(s3, command, { expiresIn: seconds, signableHeaders })
}

/** A URL that opens or saves an object as the file that it is, whatever type it was sent with. */
export async function signDownload(
  s3: S3Client,
  object: { bucket: string; key: string; name: string; contentType: string },
  seconds: number,
): Promise<string> {
  const command = new GetObjectCommand({
    Bucket: object.bucket,
    Key: object.key,
    ResponseContentType: object.contentType,
    ResponseContentDisposition: contentDisposition(object.name, object.contentType),
  })
  return getSignedUrl(s3, command, { expiresIn: seconds })
}
