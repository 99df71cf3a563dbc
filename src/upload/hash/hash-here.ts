import { UploadError } from '../../errors.ts'
import { isOffline } from '../../http/is-offline.ts'
import type { Hashers } from './digest-slices.ts'
import { digest } from './digest.ts'
import type { HashJob } from './hash-job.ts'

// Each slice is a task of its own, since reading one is: on a phone that hashes 20 MiB/s it takes 25 ms.
const sliceBytes = 512 * 1024

/** Hashes on the thread that asks: slower, but nowhere forbidden. */
export function hashHere(job: HashJob): Promise<string> {
  return digest(job, { sliceBytes, loadHashers })
}

async function loadHashers(): Promise<Hashers> {
  try {
    const { createMD5, createSHA256 } = await import('hash-wasm')
    return { 'sha-256': createSHA256, md5: createMD5 }
  } catch (cause) {
    const message = 'The code that hashes files could not be loaded. Check the connection and try again.'
    throw new UploadError(isOffline() ? 'offline' : 'network', message, { cause })
  }
}
