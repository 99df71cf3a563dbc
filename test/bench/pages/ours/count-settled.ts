import { isSettled, type UploadError, type UploadListener } from 'react-presigned'
import type { Settled } from '../../shared/job.ts'

/** Counts settled uploads of an uploader, until there are `count`. */
export function countSettled() {
  const settled: Settled = { completed: 0, failed: 0 }
  let expected = Infinity
  let resolve: (settled: Settled) => void = () => undefined

  const listen: UploadListener = (event) => {
    if (event.type !== 'status' || !isSettled(event.upload.state.status)) return
    const { state } = event.upload
    if (state.status === 'completed') settled.completed++
    else settled.failed++
    if (state.status === 'failed') settled.error ??= describe(state.error)
    if (settled.completed + settled.failed === expected) resolve(settled)
  }
  return {
    listen,
    until(count: number): Promise<Settled> {
      expected = count
      return new Promise((done) => (resolve = done))
    },
  }
}

function describe({ code, message, cause }: UploadError): string {
  return [`${code}:`, message, cause instanceof Error ? cause.message : ''].join(' ').trim()
}
