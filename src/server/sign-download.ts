import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { callStore } from './store-request.ts'
import { contentDisposition } from './content-disposition.ts'
import { expiryIn } from './expiry.ts'
import type { StoredFile } from './stored-file.ts'

/** A URL that opens or saves the file under its real name for `seconds`. */
export async function signDownload(
  signer: S3Client,
  bucket: string,
  file: StoredFile,
  seconds: number,
): Promise<{ url: string; urlExpiresAt: Date }> {
  const { expiresAt, ...expiry } = expiryIn(seconds)
  const command = new GetObjectCommand({
    Bucket: bucket,
    Key: file.id,
    ResponseContentDisposition: contentDisposition(file.name, file.contentType),
  })
  const url = await callStore('sign', () => getSignedUrl(signer, command, expiry))
  return { url, urlExpiresAt: expiresAt }
}
