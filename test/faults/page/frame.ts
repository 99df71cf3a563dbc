import {
  createS3Client,
  createUploader,
  indexedDbStorage,
  isSettled,
  s3Backend,
  type Backend,
  type Upload,
  type Uploader,
} from 'react-presigned'
import { assuredBackend, createAssuredClient } from 'react-presigned/assured'
import { sandboxKeys } from '../../../sandbox/wires/sandbox-keys.ts'
import { contentOf } from '../content.ts'
import { clock, resources } from './probe.ts'
import { settle, untilIdle } from './settle.ts'
import type { Ending, UploadSpec } from './upload-spec.ts'

/** What a frame does for the runner. */
export type FrameApi = typeof api

declare global {
  interface Window {
    frameApi?: FrameApi
  }
}

const hourMs = 3_600_000

let uploader: Uploader | undefined
let id = ''

function current(): { uploader: Uploader; upload: Upload } {
  const upload = uploader?.get(id)
  if (!uploader || !upload) throw new Error('There is no upload.')
  return { uploader, upload }
}

function backendOf({ method, apiUrl }: UploadSpec): Backend {
  if (method !== 'api') return s3Backend(createS3Client({ baseUrl: `${apiUrl}/${method}` }))
  return assuredBackend(createAssuredClient({ baseUrl: `${apiUrl}/assured`, ...sandboxKeys.assured }))
}

function fileOf({ size, seed, type, diskName }: UploadSpec): File {
  if (diskName === undefined)
    return new File([contentOf(size, seed)], `file-${seed}.bin`, { type, lastModified: 0 })
  const chosen = window.parent.document.querySelector('input')?.files ?? []
  const file = [...chosen].find(({ name }) => name === diskName)
  if (!file) throw new Error(`${diskName} was not chosen.`)
  return file
}

/** Waits until the upload matches. */
function until<T>(read: (upload: Upload) => T | undefined): Promise<T> {
  return new Promise((resolve) => {
    const check = () => {
      const found = read(current().upload)
      if (found === undefined) return
      unsubscribe?.()
      resolve(found)
    }
    const unsubscribe = uploader?.on(check)
    check()
  })
}

function endingOf({ state }: Upload): Ending | undefined {
  if (!isSettled(state.status)) return undefined
  const error = state.status === 'failed' ? state.error : undefined
  return { status: state.status, code: error?.code, message: error?.message }
}

const api = {
  /** Starts the upload. */
  start(spec: UploadSpec) {
    uploader = createUploader({
      backend: backendOf(spec),
      storage: indexedDbStorage(`faults-${spec.seed}`),
      retry: { minDelayMs: 5, maxDelayMs: 40, maxElapsedMs: spec.maxElapsedMs },
    })
    id = uploader.add([fileOf(spec)])[0]?.id ?? ''
  },
  /** How the upload ends. */
  ending: () => until(endingOf),
  status: () => current().upload.state.status,
  /** Waits for a status. */
  untilStatus: async (status: string) => until(({ state }) => (state.status === status ? true : undefined)),
  /** Waits until this many requests have failed without a response. */
  async untilFailures(count: number) {
    while (resources.failures() < count) await clock.pause(5)
  },
  advance: (ms: number) => clock.advance(ms),
  /**
   * Lets time pass until a request that a fault holds has failed, or the upload has ended.
   *
   * @param held number of those requests
   */
  async passTimeout(held = 1) {
    await untilIdle(held)
    const waiting = resources.pending()
    const goesOn = () =>
      waiting.every((work) => resources.pending().includes(work)) && !endingOf(current().upload)
    while (goesOn()) {
      await clock.advance(hourMs, async () => {
        await untilIdle(held)
        return goesOn()
      })
    }
  },
  retry: () => current().uploader.retry(id),
  remove: () => current().uploader.remove(id),
  cancel: () => current().uploader.cancel(id),
  pause: () => current().uploader.pause(id),
  resume: () => current().uploader.resume(id),
  abortUploads: () => resources.abortUploads(),
  settle,
}

window.frameApi = api
