import type { ApiTarget, Job, Settled } from '../../shared/job.ts'
import { partsApi, signFiles } from '../api.ts'
import { persist } from './persist.ts'
import { pool } from './pool.ts'
import { sendByXhr } from './send-by-xhr.ts'

const batch = 100
// What browsers open to one host over HTTP/1.1.
const connections = 6

/** Receives the progress of each file. */
export type Note = (index: number, status: 'uploading' | 'completed' | 'failed', fraction: number) => void

/** What one writes by hand, and knows how to: a pool, targets signed in batches ahead of time, nothing shown. */
export async function sendFiles(
  files: readonly File[],
  job: Job,
  note: Note = () => undefined,
): Promise<Settled> {
  const settled = { completed: 0, failed: 0 }
  const width = job.concurrency === 'auto' ? connections : job.concurrency
  const send = job.type === 'multipart' ? partsSender(job, width) : fileSender(files, job, job.type, note)
  await pool(files.length, job.type === 'multipart' ? 1 : width, async (index) => {
    const file = files[index]
    if (!file) return
    note(index, 'uploading', 0)
    try {
      await send(file, index)
      settled.completed++
      note(index, 'completed', 1)
    } catch {
      settled.failed++
      note(index, 'failed', 0)
    }
  })
  return settled
}

type SendFile = (file: File, index: number) => Promise<void>

function fileSender(files: readonly File[], job: Job, type: 'put' | 'post', note: Note): SendFile {
  const targets = signAhead(files, type)
  return (file, index) => {
    const onProgress = job.listens ? (fraction: number) => note(index, 'uploading', fraction) : undefined
    return persist(
      job.retries,
      async (attempt) => first(attempt === 0 ? [await targets(index)] : await signFiles(type, [file])),
      (target) => sendByXhr(target, file, file.name, onProgress),
    )
  }
}

function partsSender(job: Job, width: number): SendFile {
  return async (file) => {
    const count = Math.ceil(file.size / job.partSize)
    const numbers = Array.from({ length: count }, (_, index) => index + 1)
    const uploadId = await partsApi.open(file.name, job.partSize)
    const urls = await partsApi.sign(file.name, uploadId, numbers)
    await pool(count, width, (index) => {
      const part = file.slice(index * job.partSize, (index + 1) * job.partSize)
      const target = async (attempt: number) => {
        const known = attempt === 0 ? urls[index] : undefined
        return { url: known ?? first(await partsApi.sign(file.name, uploadId, [index + 1])) }
      }
      return persist(job.retries, target, (signed) =>
        sendByXhr(signed, part, file.name, job.listens ? () => undefined : undefined),
      )
    })
    await partsApi.complete(uploadId)
  }
}

/** Targets by index; the next batch is asked for when half of one is used up. */
function signAhead(files: readonly File[], type: 'put' | 'post'): (index: number) => Promise<ApiTarget> {
  const batches: Promise<readonly ApiTarget[]>[] = []
  const take = (number: number) =>
    (batches[number] ??= signFiles(type, files.slice(number * batch, (number + 1) * batch)))
  return async (index) => {
    const number = Math.floor(index / batch)
    const targets = take(number)
    if (index % batch >= batch / 2 && (number + 1) * batch < files.length) void take(number + 1)
    return first([(await targets)[index % batch]])
  }
}

function first<T>([value]: readonly (T | undefined)[]): T {
  if (value === undefined) throw new Error('The signing API left one out.')
  return value
}
