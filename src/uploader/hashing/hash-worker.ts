import { createCRC32, createMD5, createSHA256 } from 'hash-wasm'
import { digest, mostWholeBytes } from './digest.ts'
import type { HashJob } from './hash-job.ts'
import type { FromWorker, ToWorker, WorkerAnswer } from './worker-messages.ts'

// A worker's script: the build packs all that it imports into one file, so that nothing can be lost on the way.

const hashers = { 'sha-256': createSHA256, md5: createMD5, crc32: createCRC32 }
const options = { wholeBytes: mostWholeBytes, sliceBytes: 4 * 1024 ** 2, loadHashers: async () => hashers }
const heartbeatMs = 1000
let running: AbortController | undefined

function tell(message: FromWorker): void {
  postMessage(message)
}

async function attempt(job: HashJob): Promise<WorkerAnswer> {
  try {
    return { type: 'digest', digest: await digest(job, options) }
  } catch (error) {
    if (job.signal?.aborted) return { type: 'cancelled' }
    if (!(error instanceof DOMException)) return { type: 'unable' }
    return { type: 'unreadable', name: error.name, message: error.message }
  }
}

async function hash({ source, algorithm }: Pick<HashJob, 'source' | 'algorithm'>): Promise<void> {
  running = new AbortController()
  const beat = setInterval(() => tell({ type: 'alive' }), heartbeatMs)
  const onProgress = (hashedBytes: number) => tell({ type: 'progress', hashedBytes })
  const answer = await attempt({ source, algorithm, signal: running.signal, onProgress })
  clearInterval(beat)
  tell(answer)
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.type === 'hash') void hash(data)
  else running?.abort()
})
tell({ type: 'alive' })
