import { digest, wholeBytesLimit, type DigestOptions } from '../../lib/digest.ts'
import { wasmHashers } from '../../lib/wasm-hashers.ts'
import type { FromWorker, HashRequest, ToWorker, WorkerResult } from './worker-client.ts'

// The worker's script. The build bundles everything it imports into one file.

const strategy = {
  maxWholeBytes: wholeBytesLimit,
  sliceBytes: 4 * 1024 ** 2,
  loadHashers: async () => wasmHashers,
}
const heartbeatMs = 1000
let running: AbortController | undefined

function send(message: FromWorker): void {
  postMessage(message)
}

async function tryDigest({ source, algorithm }: HashRequest, options: DigestOptions): Promise<WorkerResult> {
  try {
    return { type: 'digest', digest: await digest(source, algorithm, options, strategy) }
  } catch (error) {
    if (options.signal?.aborted) return { type: 'cancelled' }
    if (!(error instanceof DOMException)) return { type: 'unable' }
    return { type: 'unreadable', name: error.name, message: error.message }
  }
}

async function hash(request: HashRequest): Promise<void> {
  running = new AbortController()
  const heartbeat = setInterval(() => send({ type: 'alive' }), heartbeatMs)
  const onProgress = (hashedBytes: number) => send({ type: 'progress', hashedBytes })
  const result = await tryDigest(request, { signal: running.signal, onProgress })
  clearInterval(heartbeat)
  send(result)
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'hash') void hash(data)
  else running?.abort()
})
send({ type: 'alive' })
