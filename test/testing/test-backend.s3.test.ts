import { describe, it } from 'vitest'
import { createS3Client, s3Backend, type S3BackendOptions } from 'react-presigned'
import { createFrameWriter } from 'react-presigned/server'
import { testBackend } from 'react-presigned/testing'
import { openUploadServer } from '../server/open-upload-server.ts'
import { openBucket } from '../support/open-bucket.ts'
import { storeCan } from '../support/store-capabilities.ts'

const multipartThreshold = 6 * 1024 ** 2
const variants = {
  put: { uploadMethod: 'put' },
  post: { uploadMethod: 'post' },
  'put, checked by md5': { uploadMethod: 'put', checksum: 'md5' },
  'put, checked by sha-256': {
    uploadMethod: 'put',
    checksum: 'sha-256',
    signPayloadHash: !storeCan('checksum-headers'),
  },
} as const

const { s3, bucket, credentials } = await openBucket()
const writer = createFrameWriter({ s3, bucket })

describe.each(Object.entries(variants))('by %s', async (_, variant) => {
  const server = await openUploadServer({
    s3,
    bucket,
    ...variant,
    multipartThreshold,
    accept: ['text/plain', 'video/mp4'],
    isProcessed: (file) => file.contentType === 'video/mp4',
    // A worker that stores two frames for every video.
    async onUploaded({ id }) {
      await writer.begin(id, { frameCount: 2 })
      for (const index of [0, 1]) await writer.putFrame(id, index, index / 2, new Uint8Array([255, 216]))
      await writer.complete(id, { frameCount: 2 })
    },
  })

  testBackend({
    describe,
    it,
    name: 'testBackend › s3 backend',
    can: ['confirm', 'resume', 'status', 'get', 'list', 'remove', 'frames'],
    open() {
      const headers = { 'x-owner': crypto.randomUUID() }
      const { checksum }: S3BackendOptions = { checksum: undefined, ...variant }
      const client = createS3Client({ baseUrl: server.url, headers, retries: 0 })
      return { backend: s3Backend(client, { checksum }) }
    },
    multipartThreshold,
    refused: { contentType: 'image/png', name: 'image.png' },
    video: () => new File([crypto.randomUUID()], 'video.mp4', { type: 'video/mp4' }),
    secrets: [credentials.secretAccessKey],
  })
})
