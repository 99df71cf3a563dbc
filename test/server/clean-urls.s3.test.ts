import { S3Client } from '@aws-sdk/client-s3'
import { expect, test } from 'vitest'
import { openBucket } from '../support/open-bucket.ts'
import { openUploadServer, send } from './open-upload-server.ts'

const { endpoint, region, credentials, bucket } = await openBucket()
// As applications create it that set no checksum options.
const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
const server = await openUploadServer({ s3, bucket })

test('presign › omits the SDK’s default checksums', async () => {
  const { file, target } = await server.signOne({ name: 'a.txt', contentType: 'text/plain', size: 5 })
  if (target.type !== 'put') throw new Error('No PUT')
  expect(parametersOf(target.url)).toEqual([
    'X-Amz-Algorithm',
    'X-Amz-Content-Sha256',
    'X-Amz-Credential',
    'X-Amz-Date',
    'X-Amz-Expires',
    'X-Amz-Signature',
    'X-Amz-SignedHeaders',
    'x-id',
  ])
  expect(new URL(target.url).searchParams.get('X-Amz-SignedHeaders')).toBe(
    'content-length;content-type;host;if-none-match;x-amz-meta-name;x-amz-meta-size',
  )
  expect((await send(target, 'hello')).status).toBe(200)

  const { url = '' } = await server.confirm(file.id)
  expect(parametersOf(url).filter((name) => name.includes('checksum'))).toEqual([])
  expect(await (await fetch(url)).text()).toBe('hello')
})

function parametersOf(url: string): string[] {
  return [...new URL(url).searchParams.keys()].sort()
}
