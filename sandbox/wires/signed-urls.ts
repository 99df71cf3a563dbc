import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { contentDisposition } from '../../src/server/presign.ts'

/** A URL for a `PUT`, bound to a type and length by `only`. */
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
  // By default, the SDK does not sign the content type; otherwise it signs a default one.
  const signed = only && { signableHeaders: new Set(['content-type']) }
  return getSignedUrl(s3, command, { expiresIn: seconds, ...signed })
}

/** A download URL with the file's name and type, whatever type was uploaded. */
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
