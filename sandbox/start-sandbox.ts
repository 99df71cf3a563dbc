import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { S3Client } from '@aws-sdk/client-s3'
import { fileKindOf } from '../src/model/file-kind.ts'
import { createUploadHandler } from '../src/server/index.ts'
import { createStore } from '../src/server/s3-store.ts'
import { allowOrigins, type Mount, routeByPath, serve } from './serve.ts'
import { checkPort } from './ports.ts'
import { createBucket } from './create-bucket.ts'
import { openProxies } from './proxies/proxies.ts'
import { startStore } from './store/start-store.ts'
import { openWires } from './wires/open-wires.ts'
import { type Wire, type WireOptions, wireSettings } from './wires/wire.ts'
import { createWorker, unfinishedVideos, type Worker, type WorkerOptions } from './worker/create-worker.ts'

/** Options of `startSandbox`. */
export type SandboxOptions = {
  /** Directory of the files. They persist across restarts. */
  directory: string
  /** The API's port; 0 selects a free one. @default 0 */
  port?: number | undefined
  /** The store's port; 0 selects a free one. @default 0 */
  storePort?: number | undefined
  /** @default '127.0.0.1' */
  host?: string
  /** Options of the video worker. */
  worker?: Pick<WorkerOptions, 'concurrency' | 'maxFrames' | 'timeoutMs' | 'ffmpeg' | 'onError'>
  /** Options of the vendors' APIs. */
  wires?: WireOptions
}

/** A running sandbox. */
export type Sandbox = {
  /**
   * The API: `/s3`, `/s3-post`, `/health`, the vendors' `/wriftai/v1`, `/aymara`, `/perseus`, `/assured`, and each of
   * these for pages without an API key: `/proxy/wriftai` and so on.
   */
  url: string
  /** The S3 store, whose URLs the API signs. */
  storeUrl: string
  s3: S3Client
  bucket: string
  close(): Promise<void>
}

const bucket = 'sandbox'
const prefix = 'uploads/'
const keys = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox-secret' }

/** Starts an S3 store, the APIs that sign URLs of it, and a worker that extracts frames of its videos. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { directory, port = 0, storePort = 0, host = '127.0.0.1' } = options
  await checkPort({ port, variable: 'SANDBOX_PORT' }, host)
  await checkPort({ port: storePort, variable: 'STORE_PORT' }, host)
  const closers: (() => Promise<void>)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer()
  }

  try {
    const storeDirectory = join(directory, 'store')
    await mkdir(storeDirectory, { recursive: true })
    const store = await startStore({ directory: storeDirectory, port: storePort, host, ...keys })
    closers.push(() => store.close())

    const s3 = new S3Client({
      endpoint: store.url,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: keys,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
    closers.push(async () => s3.destroy())
    await createBucket(s3, bucket)

    const worker = createWorker({ s3, bucket, ...options.worker })
    closers.push(() => worker.close())
    const wires = await openWires({
      s3,
      bucket,
      store: createStore(s3, bucket),
      settings: wireSettings(options.wires),
      processVideo: worker.process,
    })
    for (const { close: closeWire } of wires) if (closeWire) closers.push(closeWire)
    const mounts = [...mountsOf(s3, worker.process), ...wires]
    const { url, close: closeApi } = await serve(allowOrigins(routeByPath(mounts)), { port, host })
    closers.push(closeApi)
    // The proxies call this server, whose port is known from here on.
    mounts.push(...openProxies(url))

    closers.push(resumeUnfinished(s3, worker, wires))
    return { url, storeUrl: store.url, s3, bucket, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Queues the unfinished videos of an earlier run; returns a function that stops the search. */
function resumeUnfinished(s3: S3Client, worker: Worker, wires: readonly Wire[]): () => Promise<void> {
  let closed = false
  const search = async () => {
    for await (const fileId of unfinishedVideos(s3, bucket, prefix)) {
      if (closed) return
      worker.process(fileId)
    }
    for (const wire of wires) if (!closed) await wire.resume?.()
  }
  const ended = search().catch((error: unknown) => console.error(error))
  return async () => {
    closed = true
    await ended
  }
}

function mountsOf(s3: S3Client, processVideo: (fileId: string) => void): readonly Mount[] {
  const handlerVia = (uploadMethod: 'put' | 'post') =>
    createUploadHandler({
      bucket,
      prefix,
      s3,
      uploadMethod,
      authorize: () => ({ owner: 'demo' }),
      isProcessed: ({ contentType }) => fileKindOf(contentType) === 'video',
      onUploaded: ({ id, contentType }) => {
        if (fileKindOf(contentType) === 'video') processVideo(id)
      },
    })
  return [
    { path: '/s3', handle: handlerVia('put') },
    { path: '/s3-post', handle: handlerVia('post') },
    { path: '/health', handle: async () => Response.json({ status: 'ok' }) },
  ]
}
