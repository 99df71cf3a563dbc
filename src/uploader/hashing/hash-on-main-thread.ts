import { UploadError } from '../../errors.ts'
import { isOffline } from '../../lib/is-offline.ts'
import type { Hashers } from './digest-slices.ts'
import { digest } from './digest.ts'
import type { HashJob } from './hash-job.ts'

// A task a slice, since reading one is a task of its own. Handing over 16 MiB at once takes the main thread 80 ms,
// and a slow phone's six times that.
const wholeBytes = 1024 ** 2
const sliceBytes = 256 * 1024

/** Hashes on the thread that asks: slower, but nowhere forbidden. */
export function hashOnMainThread(job: HashJob): Promise<string> {
  return digest(job, { wholeBytes, sliceBytes, loadHashers })
}

async function loadHashers(): Promise<Hashers> {
  try {
    const { createCRC32, createMD5, createSHA256 } = await import('hash-wasm')
    return { 'sha-256': createSHA256, md5: createMD5, crc32: createCRC32 }
  } catch (cause) {
    const message = 'The code that hashes files could not be loaded. Check the connection and try again.'
    throw new UploadError(isOffline() ? 'offline' : 'network', message, { cause })
  }
}
