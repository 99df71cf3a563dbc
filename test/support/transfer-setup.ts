import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { S3Client } from '@aws-sdk/client-s3'
import type { TestProject } from 'vitest/node'
import { createUploadHandler } from '../../src/server/index.ts'
import { toNodeListener } from '../../src/server/node/index.ts'
import { startFaultProxy } from './fault-proxy.ts'
import { openS3Endpoint } from './s3-endpoint.ts'
import { storeCan } from './store-capabilities.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the signing API, behind a fault proxy. */
    apiUrl: string
    /** URL of the store, behind a fault proxy; another origin than page and API. */
    storeUrl: string
  }
}

/** Starts a store and the upload handler, each behind a fault proxy. */
export default async function setup(project: TestProject) {
  const store = await openS3Endpoint()
  const bucket = await store.createBucket()
  const storeProxy = await startFaultProxy(store.endpoint)
  // Presigned URLs point to the proxy, which forwards their signed Host header.
  const s3 = new S3Client({
    endpoint: storeProxy.url,
    region: store.region,
    credentials: store.credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const options = { bucket, s3, authorize: () => Promise.resolve({ owner: 'tester' }) }
  const mounts = {
    post: toNodeListener(createUploadHandler({ ...options, uploadMethod: 'post' })),
    short: toNodeListener(createUploadHandler({ ...options, uploadUrlTtl: 1 })),
    big: toNodeListener(createUploadHandler({ ...options, multipartThreshold: 5 * 1024 ** 2 })),
    bigshort: toNodeListener(
      createUploadHandler({ ...options, multipartThreshold: 5 * 1024 ** 2, uploadUrlTtl: 2 }),
    ),
    md5: toNodeListener(
      createUploadHandler({ ...options, checksum: 'md5', multipartThreshold: 17 * 1024 ** 2 }),
    ),
    sha256: toNodeListener(
      createUploadHandler({
        ...options,
        checksum: 'sha-256',
        signPayloadHash: !storeCan('checksum-headers'),
        multipartThreshold: 17 * 1024 ** 2,
      }),
    ),
    // There is no worker: files stay pending.
    processing: toNodeListener(createUploadHandler({ ...options, isProcessed: () => true })),
  }
  const put = toNodeListener(createUploadHandler(options))
  const api = createServer((req, res) => {
    const mount = Object.entries(mounts).find(([name]) => req.url?.startsWith(`/${name}/`))
    const listener = mount?.[1] ?? put
    listener(req, res)
  })
  api.listen(0, '127.0.0.1')
  await once(api, 'listening')
  const { port } = api.address() as AddressInfo
  const apiProxy = await startFaultProxy(`http://127.0.0.1:${port}`, { cors: true })

  project.provide('apiUrl', apiProxy.url)
  project.provide('storeUrl', storeProxy.url)
  return async () => {
    await apiProxy.close()
    await storeProxy.close()
    api.closeAllConnections()
    api.close()
    s3.destroy()
    await store.close()
  }
}
