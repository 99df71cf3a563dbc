import { createServer } from 'node:http'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, PutBucketCorsCommand, S3Client } from '@aws-sdk/client-s3'
import type { TestProject } from 'vitest/node'
import { startStore } from '../../sandbox/store/start-store.ts'
import { createUploadHandler, toNodeListener } from '../../src/server/index.ts'
import { startGate } from './gate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The signing API, behind a gate. */
    apiUrl: string
    /** Where its presigned URLs lead: the store behind a gate, another origin than page and API. */
    storeUrl: string
    /** Plain access to the store for looking things up. */
    store: { endpoint: string; bucket: string; accessKeyId: string; secretAccessKey: string }
  }
}

const keys = { accessKeyId: 'TESTACCESS', secretAccessKey: 'testsecret' }
const bucket = 'uploads'

/** Starts what browser tests talk to: a store and the upload handler, each behind a gate that can misbehave. */
export default async function setup(project: TestProject) {
  const directory = await mkdtemp(join(tmpdir(), 'react-presigned-'))
  const store = await startStore({ directory, ...keys })
  const storeGate = await startGate(store.url)
  const s3 = (endpoint: string) =>
    new S3Client({
      endpoint,
      region: 'us-east-1',
      credentials: keys,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
    })
  const admin = s3(store.url)
  await admin.send(new CreateBucketCommand({ Bucket: bucket }))
  const rule = {
    AllowedOrigins: ['*'],
    AllowedMethods: ['GET', 'PUT', 'POST', 'HEAD', 'DELETE'],
    AllowedHeaders: ['*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 600,
  }
  await admin.send(new PutBucketCorsCommand({ Bucket: bucket, CORSConfiguration: { CORSRules: [rule] } }))

  // Presigned URLs name the gate, which passes their signed Host header on.
  const options = { bucket, s3: s3(storeGate.url), authorize: () => Promise.resolve({ owner: 'tester' }) }
  const put = toNodeListener(createUploadHandler(options))
  const post = toNodeListener(createUploadHandler({ ...options, via: 'post' }))
  const shortLived = toNodeListener(createUploadHandler({ ...options, signedForSeconds: 1 }))
  const api = createServer((req, res) => {
    const listener = req.url?.startsWith('/post/') ? post : req.url?.startsWith('/short/') ? shortLived : put
    listener(req, res)
  })
  api.listen(0, '127.0.0.1')
  await once(api, 'listening')
  const { port } = api.address() as AddressInfo
  const apiGate = await startGate(`http://127.0.0.1:${port}`, { cors: true })

  project.provide('apiUrl', apiGate.url)
  project.provide('storeUrl', storeGate.url)
  project.provide('store', { endpoint: store.url, bucket, ...keys })
  return async () => {
    await apiGate.close()
    await storeGate.close()
    api.closeAllConnections()
    api.close()
    await store.close()
    await rm(directory, { recursive: true, force: true })
  }
}
