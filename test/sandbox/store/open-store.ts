import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { onTestFinished } from 'vitest'
import { startStore } from '../../../sandbox/store/start-store.ts'
import type { RunningStore, StoreOptions } from '../../../sandbox/store/start-store.ts'

export const keys = { accessKeyId: 'TESTACCESS', secretAccessKey: 'testsecret' }
export const Bucket = 'uploads'

export type OpenStore = RunningStore & {
  directory: string
  s3: S3Client
  client(config?: S3ClientConfig): S3Client
  /** The stored blob files, including temporary ones. */
  blobs(): readonly string[]
}

/** A store with one bucket, closed and removed after the test. */
export async function openStore(options: Partial<StoreOptions> = {}): Promise<OpenStore> {
  const root = mkdtempSync(join(tmpdir(), 'store-'))
  const directory = options.directory ?? join(root, 'store')
  const store = await startStore({ directory, ...keys, ...options })
  const client = (config: S3ClientConfig = {}) =>
    new S3Client({
      endpoint: store.url,
      region: options.region ?? 'us-east-1',
      credentials: keys,
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: 1,
      ...config,
    })
  const s3 = client()
  onTestFinished(async () => {
    s3.destroy()
    await store.close()
    rmSync(root, { recursive: true, force: true })
  })
  if (options.directory === undefined && !options.now) await s3.send(new CreateBucketCommand({ Bucket }))
  return {
    ...store,
    directory,
    s3,
    client,
    blobs: () => readdirSync(join(directory, 'buckets', Bucket, 'blobs')),
  }
}
