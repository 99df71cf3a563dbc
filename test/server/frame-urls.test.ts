import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { expect, test } from 'vitest'
import { createFrameSigner } from '../../src/server/presign-frames.ts'

const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
const lifetime = { signingDate: new Date('2026-01-02T03:04:05Z'), expiresIn: 60 }
const keys = [
  'frames/uploads/a~20b/1.mp4/000000-0.jpg',
  'frames/uploads/a~20b/1.mp4/000001-1000.jpg',
  'f/ü +&=%.jpg',
]

test.each([
  [
    'path style',
    { endpoint: 'http://127.0.0.1:9000', region: 'us-east-1', forcePathStyle: true, credentials },
  ],
  [
    'a path before the bucket',
    { endpoint: 'https://s3.example/s3/', region: 'x', forcePathStyle: true, credentials },
  ],
  ['virtual hosts', { region: 'eu-central-1', credentials }],
  ['a session', { region: 'eu-central-1', credentials: { ...credentials, sessionToken: 'c+/d==' } }],
])('frame signer › produces the same URLs as the SDK: %s', async (_, config) => {
  const s3 = new S3Client({ ...config, responseChecksumValidation: 'WHEN_REQUIRED' })
  const sign = createFrameSigner(s3, 'bucket', lifetime)
  for (const key of keys) {
    const expected = await getSignedUrl(s3, new GetObjectCommand({ Bucket: 'bucket', Key: key }), lifetime)
    expect(partsOf(await sign(key))).toEqual(partsOf(expected))
  }
})

function partsOf(url: string) {
  const { origin, pathname, searchParams } = new URL(url)
  return { origin, pathname, query: Object.fromEntries(searchParams) }
}
