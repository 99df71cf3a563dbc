import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { S3Client } from '@aws-sdk/client-s3'
import { routeByPath } from '../../../sandbox/serve.ts'
import { createAssuredWire } from '../../../sandbox/wires/assured/create-assured-wire.ts'
import { wireSettings } from '../../../sandbox/wires/wire.ts'
import { createFrameWriter, createUploadHandler } from '../../../src/server/index.ts'
import { toNodeListener } from '../../../src/server/node/index.ts'
import { createStore } from '../../../src/server/s3-store.ts'
import { startFaultProxy } from '../../support/fault-proxy.ts'
import type { S3Endpoint } from '../../support/s3-endpoint.ts'
import { emptyBucket, readStored } from './stored.ts'

/** The servers of one case at a time: an API and a store, each behind a fault proxy. */
export type FaultServers = Awaited<ReturnType<typeof startServers>>

/** Files of this type are processed before they are completed. */
export const processedType = 'video/mp4'

/** Starts an API; its store is a bucket that the next case does not share. */
export async function startServers(endpoint: S3Endpoint) {
  let listener: ReturnType<typeof toNodeListener> | undefined
  const server = createServer((req, res) => listener?.(req, res))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const api = await startFaultProxy(`http://127.0.0.1:${port}`, { cors: true })
  const store = await startFaultProxy(endpoint.endpoint)
  const s3 = createSigner(endpoint, store.url)
  let bucket: string | undefined

  async function withoutFaults() {
    for (const proxy of [api, store]) {
      proxy.setRules([])
      await proxy.start()
    }
  }

  return {
    apiUrl: api.url,
    proxies: { api, store },
    /** Ends the faults; requests that are held go on. */
    withoutFaults,
    /** Begins a case: no faults, and a bucket of its own. */
    async begin() {
      await this.end()
      bucket = await endpoint.createBucket()
      listener = toNodeListener(handlerOf({ s3, bucket }))
    },
    /** Ends a case: nothing is held, and nothing is kept. */
    async end() {
      await withoutFaults()
      if (bucket !== undefined) await emptyBucket(endpoint.s3, bucket)
    },
    async stored() {
      if (bucket === undefined) throw new Error('No case has begun.')
      return readStored(endpoint.s3, bucket)
    },
    async close() {
      await api.close()
      await store.close()
      server.closeAllConnections()
      server.close()
      s3.destroy()
    },
  }
}

/** Signs URLs of the proxy, which forwards their signed `Host` header; its own requests pass by the proxy. */
function createSigner({ endpoint, region, credentials }: S3Endpoint, proxyUrl: string): S3Client {
  const s3 = new S3Client({
    endpoint: proxyUrl,
    region,
    credentials,
    forcePathStyle: true,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  })
  const { requestHandler } = s3.config
  const handle = requestHandler.handle.bind(requestHandler)
  requestHandler.handle = (request, options) => {
    Object.assign(request as object, { port: Number(new URL(endpoint).port) })
    return handle(request, options)
  }
  return s3
}

type Bucket = { s3: S3Client; bucket: string }

function handlerOf({ s3, bucket }: Bucket) {
  const writer = createFrameWriter({ s3, bucket })
  const handle = routeByPath(mountsOf({ s3, bucket }))
  return async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url)
    // The first poll finds the file processed.
    if (pathname.endsWith('/status')) await writer.complete(searchParams.get('id') ?? '', { frameCount: 0 })
    return handle(request)
  }
}

function mountsOf({ s3, bucket }: Bucket) {
  const options = {
    bucket,
    s3,
    authorize: () => ({ owner: 'tester' }),
    uploadUrlTtl: 7 * 24 * 3600,
    isProcessed: ({ contentType }: { contentType: string }) => contentType === processedType,
    onError: () => undefined,
  }
  return [
    { path: '/put', handle: createUploadHandler(options) },
    { path: '/post', handle: createUploadHandler({ ...options, uploadMethod: 'post' }) },
    { path: '/multipart', handle: createUploadHandler({ ...options, multipartThreshold: 5 * 1024 ** 2 }) },
    createAssuredWire({
      s3,
      bucket,
      store: createStore(s3, bucket),
      settings: wireSettings(),
      processVideo: () => undefined,
    }),
  ]
}
