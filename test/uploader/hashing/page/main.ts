import { hashBlob, type HashAlgorithm } from '../../../../src/uploader/hashing/hash-blob.ts'

// A page that hashes what its field holds, and watches its own main thread meanwhile.

const field = document.querySelector('input')
let controller = new AbortController()

const hashing = {
  secure: isSecureContext,
  subtle: 'subtle' in crypto,
  /** Hashes every file of the field. */
  async hash(algorithm: HashAlgorithm) {
    controller = new AbortController()
    const { signal } = controller
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    })
    observer.observe({ type: 'longtask' })
    const told: number[] = []
    const onProgress = (bytes: number) => told.push(bytes)
    const files = [...(field?.files ?? [])]
    const began = performance.now()
    const results = await Promise.all(
      files.map((file) => hashBlob(file, algorithm, { signal, onProgress }).catch(describe)),
    )
    const took = performance.now() - began
    // The observer hears of a task after it.
    await new Promise((resolve) => setTimeout(resolve, 100))
    for (const { duration } of observer.takeRecords()) tasks.push(duration)
    observer.disconnect()
    return { results, told: told.length, longTasks: tasks, took }
  },
  cancel() {
    controller.abort(new Error('Enough'))
  },
}

export type Hashing = typeof hashing

function describe(error: unknown) {
  const { name, message, code } = error as Error & { code?: string }
  return { name, message, code }
}

Object.assign(window, { hashing })
