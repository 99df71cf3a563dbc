import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { contentDisposition } from '../../src/server/presign.ts'

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
