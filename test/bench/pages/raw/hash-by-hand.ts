import type { Job } from '../../shared/job.ts'

/** Digests by `crypto.subtle`, each file in one buffer, or by WebAssembly in a worker, in pieces. */
export function hashByHand({ digest }: Job) {
  const hash = digest === 'subtle' ? bySubtle : workerHash()
  return async (files: readonly File[]): Promise<readonly string[]> => {
    const digests: string[] = []
    for (const file of files) digests.push(await hash(file))
    return digests
  }
}

async function bySubtle(file: File): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function workerHash() {
  const worker = new Worker(new URL('hash-worker.ts', import.meta.url), { type: 'module' })
  return (file: File) =>
    new Promise<string>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<string>) => resolve(data)
      worker.onerror = ({ message }) => reject(new Error(message))
      worker.postMessage(file)
    })
}
