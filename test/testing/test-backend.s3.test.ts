import { afterAll, beforeAll, describe, it } from 'vitest'
import { createS3Client, s3Backend, type S3BackendOptions } from 'react-presigned'
import { createFrameWriter } from 'react-presigned/server'
import { testBackend } from 'react-presigned/testing'
import { openUploadServer, type UploadServer } from '../server/open-upload-server.ts'
import { openS3Endpoint, type S3Endpoint } from '../support/s3-endpoint.ts'
import { storeCan } from '../support/store-capabilities.ts'

let store: S3Endpoint
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
type Variant = keyof typeof variants
const variantNames = Object.keys(variants) as Variant[]
const servers = new Map<Variant, UploadServer>()

beforeAll(async () => {
  store = await openS3Endpoint()
  const bucket = await store.createBucket()
  const writer = createFrameWriter({ s3: store.s3, bucket })
  for (const variant of variantNames) {
    const server = await openUploadServer({
      s3: store.s3,
      bucket,
      ...variants[variant],
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
    servers.set(variant, server)
  }
})

afterAll(async () => {
  for (const server of servers.values()) await server.close()
  await store.close()
})

describe.each(variantNames)('by %s', (variant) => {
  testBackend({
    describe,
    it,
    name: 'testBackend › s3 backend',
    can: ['confirm', 'resume', 'status', 'get', 'list', 'remove', 'frames'],
    open() {
      const headers = { 'x-owner': crypto.randomUUID() }
      const baseUrl = servers.get(variant)?.url ?? ''
      const { checksum }: S3BackendOptions = { checksum: undefined, ...variants[variant] }
      return { backend: s3Backend(createS3Client({ baseUrl, headers, retries: 0 }), { checksum }) }
    },
    multipartThreshold,
    refused: { contentType: 'image/png', name: 'image.png' },
    video: () => new File([crypto.randomUUID()], 'video.mp4', { type: 'video/mp4' }),
    get secrets() {
      return [store.credentials.secretAccessKey]
    },
  })
})
