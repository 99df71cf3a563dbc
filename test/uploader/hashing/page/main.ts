import type { Checksum } from '../../../../src/model/upload-target.ts'
import { hashBlob } from '../../../../src/uploader/hashing/hash-file.ts'

// A page that hashes the files of its input and observes the long tasks of its main thread meanwhile.

const input = document.querySelector('input')
let controller = new AbortController()

const hashing = {
  secure: isSecureContext,
  subtle: 'subtle' in crypto,
  /** Hashes every file of the input. */
  async hash(algorithm: Checksum) {
    controller = new AbortController()
    const { signal } = controller
    const tasks: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration)
    })
    observer.observe({ type: 'longtask' })
    const reported: number[] = []
    const onProgress = (bytes: number) => reported.push(bytes)
    const files = [...(input?.files ?? [])]
    const began = performance.now()
    const results = await Promise.all(
      files.map((file) => hashBlob(file, algorithm, { signal, onProgress }).catch(describe)),
    )
    const took = performance.now() - began
    // The observer is notified after the task.
    await new Promise((resolve) => setTimeout(resolve, 100))
    for (const { duration } of observer.takeRecords()) tasks.push(duration)
    observer.disconnect()
    return { results, progressEvents: reported.length, longTasks: tasks, took }
  },
  cancel() {
    controller.abort(new Error('Cancelled'))
  },
}

export type Hashing = typeof hashing

function describe(error: unknown) {
  const { name, message, code } = error as Error & { code?: string }
  return { name, message, code }
}

Object.assign(window, { hashing })
