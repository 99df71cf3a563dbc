import type { Backend } from '../../../src/backends/backend.ts'
import { UploadError } from '../../../src/errors.ts'
import type { CallOptions } from '../../../src/model/call-options.ts'
import type { FileState, RemoteFile } from '../../../src/model/remote-file.ts'
import type { SignedUpload, UploadIntent } from '../../../src/model/upload-target.ts'
import type { Transfer } from '../../../src/uploader/transfer/transfer.ts'
import { untilAborted } from '../../support/until-aborted.ts'

/** S3's minimum part size. Smaller files are not resumed. */
export const partSize = 5 * 1024 * 1024

/** A store for multipart uploads and its signing API. Their state outlives an uploader. */
export function openPartsStore({ processing }: { processing?: () => FileState['status'] } = {}) {
  const uploads = new Map<string, { intent: UploadIntent; parts: Map<number, Blob> }>()
  const objects = new Map<string, Blob>()
  const arrived: number[] = []
  const aborted: CallOptions[] = []
  let begun = 0
  let signs = 0
  let room = Infinity
  let isDown = false

  function opened(token: string) {
    if (isDown) throw new UploadError('network', 'The server is down.')
    const found = uploads.get(token)
    if (!found) throw new UploadError('not-found', 'The store has no such upload.', { status: 404 })
    return found
  }

  function signed(token: string): SignedUpload {
    const { name, size, contentType } = opened(token).intent
    const file: RemoteFile = { id: token, name, size, contentType, status: 'pending', raw: undefined }
    return {
      file,
      target: {
        type: 'multipart',
        resumeToken: token,
        partSize,
        signParts: async (numbers) =>
          numbers.map((number) => ({ number, url: `https://store.invalid/${token}/${number}`, headers: {} })),
        listParts: async () =>
          [...opened(token).parts].map(([number, { size }]) => ({ number, size, etag: `"${number}"` })),
        async complete() {
          const parts = [...opened(token).parts].sort(([a], [b]) => a - b).map(([, part]) => part)
          objects.set(token, new Blob(parts))
          uploads.delete(token)
          return { ...file, status: processing ? 'processing' : 'completed' }
        },
        async abort(call) {
          aborted.push(call)
          opened(token)
          uploads.delete(token)
        },
      },
    }
  }

  const backend: Backend = {
    name: 'parts',
    maxBatchSize: 10,
    sign: async (intents) =>
      intents.map((intent) => {
        const token = `token-${intent.uploadId}-${++signs}`
        uploads.set(token, { intent, parts: new Map() })
        return signed(token)
      }),
    resume: async (token) => signed(token),
    ...(processing && { status: async (fileId) => ({ fileId, status: processing() }) }),
  }

  const transfer: Transfer = async ({ url, body, size, onProgress, signal }) => {
    const [, token = '', number] = new URL(url).pathname.split('/')
    if (begun++ >= room) await untilAborted(signal)
    // `instanceof` fails for a `Blob` of another realm.
    if (!('arrayBuffer' in body)) throw new TypeError('This store takes no form data.')
    opened(token).parts.set(Number(number), new Blob([await body.arrayBuffer()]))
    arrived.push(Number(number))
    onProgress(size)
    return { status: 200, headers: new Headers({ etag: `"${number ?? ''}"` }), body: '' }
  }

  return {
    backend,
    transfer,
    uploads,
    objects,
    /** Numbers of the parts in the order in which they arrived. */
    arrived,
    /** The options of each abort request. */
    aborted,
    /** Accepts this many more parts; later requests hang. */
    admit(parts: number) {
      begun = arrived.length
      room = parts
    },
    /** Makes every request fail, or work again. */
    goDown(down: boolean) {
      isDown = down
    },
  }
}
