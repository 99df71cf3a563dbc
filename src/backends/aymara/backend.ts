import { UploadError } from '../../errors.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { CallOptions } from '../../model/call-options.ts'
import type { FileState, RemoteFile, VideoMetadata } from '../../model/remote-file.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { Backend } from '../backend.ts'
import { storageUrlError } from '../storage-url.ts'
import type { AymaraClient } from './client.ts'
import { importedFile, remoteFile, urlsExpiry, videoOf, type RequestedAt } from './remote-file.ts'
import type { AymaraFileDetail, AymaraFileStatus, AymaraFileUpload } from './schemas.ts'

const unknownType = 'application/octet-stream'

/** Options of `aymaraBackend`. */
export type AymaraBackendOptions = {
  /** The workspace of the files. @default the organization's */
  workspaceUuid?: string | undefined
}

/** A backend with every method that Aymara's API supports. */
export type AymaraBackend = Backend &
  Required<Pick<Backend, 'confirm' | 'status' | 'get' | 'list' | 'find' | 'remove' | 'frames' | 'importUrls'>>

/**
 * The backend of Aymara: uploads in batches by presigned PUT, status, lists by kind, deletion, frames of videos and import
 * by URL. `find` takes ids only: the API has no hashes.
 */
export function aymaraBackend(
  { baseUrl, files, toLocalTime }: AymaraClient,
  { workspaceUuid }: AymaraBackendOptions = {},
): AymaraBackend {
  const now = (): RequestedAt => ({ ms: Date.now(), toLocalTime })

  async function get(fileId: string, call: CallOptions): Promise<RemoteFile> {
    const requestedAt = now()
    const [file, state] = await Promise.all([files.get(fileId, call), files.getStatus(fileId, call)])
    return remoteFile(file, stateOf(state), requestedAt)
  }

  async function getOrNull(fileId: string, call: CallOptions): Promise<readonly RemoteFile[]> {
    return ignoreNotFound(get(fileId, call).then((file) => [file]))
  }

  /** A listed file with its status, which takes another call if the list does not have it. */
  async function listed(file: AymaraFileDetail, requestedAt: RequestedAt, call: CallOptions) {
    const status = listedStatus(file)
    if (status && status !== 'failed') return [remoteFile(file, { status }, requestedAt)]
    return ignoreNotFound(
      files.getStatus(file.fileUuid, call).then((state) => [remoteFile(file, stateOf(state), requestedAt)]),
    )
  }

  return {
    name: 'aymara',
    scope: baseUrl,
    maxBatchSize: 20,
    async sign(intents, call) {
      const wireFiles = intents.map(({ name, relativePath, contentType }) => ({
        localFilePath: relativePath ?? name,
        // The API maps more extensions to types than a browser does.
        contentType: contentType === unknownType ? undefined : contentType,
      }))
      const created = await files.create({ files: wireFiles, workspaceUuid }, call)
      return zip(intents, created.files).map(([intent, file]) => signedUpload(intent, file, toLocalTime))
    },
    // The API calls a file completed before it has the bytes: only its status from now on counts.
    confirm: async ({ file }, _response, call) => get(file.id, call),
    status: async (fileId, call): Promise<FileState> => stateOf(await files.getStatus(fileId, call)),
    get,
    async list({ kind, limit, cursor }, call) {
      if (kind === 'other') return { files: [], total: 0 }
      const requestedAt = now()
      const offset = cursor === undefined ? undefined : offsetOf(cursor)
      const page = await files.list({ workspaceUuid, fileType: kind, limit, offset }, call)
      const remote = await Promise.all(page.items.map((file) => listed(file, requestedAt, call)))
      return { files: remote.flat(), nextCursor: page.nextOffset?.toString(), total: page.count }
    },
    async find({ ids = [], contentHashes = [] }, call) {
      if (contentHashes.length > 0) {
        throw new UploadError('unsupported', 'Aymara has no content hashes. Find files by their ids.')
      }
      return (await Promise.all(ids.map((id) => getOrNull(id, call)))).flat()
    },
    remove: async (fileId, call) => files.delete(fileId, call),
    async frames(fileId, call) {
      const requestedAt = now()
      const [file, state] = await Promise.all([files.get(fileId, call), files.getStatus(fileId, call)])
      if (file.fileType !== 'video') {
        throw new UploadError('unsupported', 'Only videos have frames, and this file is not a video.')
      }
      if (state.processingStatus === 'failed') throw processingFailed(state)
      const video = videoOf(file)
      if (state.processingStatus !== 'completed') {
        return { fileId, frameCount: video?.frameCount ?? 0, frames: [], complete: false }
      }
      const { frameCount, frameUrls } = await files.getFrames(fileId, call)
      const step = secondsBetween(frameUrls.length, video)
      const frames = frameUrls.map((url, index) => ({
        index,
        url,
        atSeconds: step === undefined ? undefined : index * step,
      }))
      return { fileId, frameCount, frames, urlExpiresAt: urlsExpiry(frameUrls, requestedAt), complete: true }
    },
    async importUrls(urls, call) {
      if (urls.length === 0) return []
      const requestedAt = now()
      const imports = urls.map((remoteUri) => ({ remoteUri }))
      const created = await files.create({ files: imports, workspaceUuid }, call)
      return zip(urls, created.files).map(([url, file]) => {
        const { fileUuid } = file
        if (!fileUuid) throw missingFieldError('file_uuid')
        return importedFile({ ...file, fileUuid }, url, requestedAt)
      })
    },
  }
}

function signedUpload(
  intent: UploadIntent,
  file: AymaraFileUpload,
  toLocalTime: (date: Date) => Date,
): SignedUpload | UploadError {
  if (!file.fileUuid) return missingFieldError('file_uuid')
  if (!file.fileUrl) return missingFieldError('file_url')
  const urlError = storageUrlError(file.fileUrl)
  if (urlError) return urlError
  const contentType = file.contentType ?? intent.contentType
  return {
    target: {
      type: 'put',
      url: file.fileUrl,
      headers: { 'content-type': contentType },
      expiresAt: localUrlExpiry({ toLocalTime }, file.fileUrl),
    },
    file: {
      id: file.fileUuid,
      name: intent.name,
      size: intent.size,
      contentType,
      kind: fileKindOf(contentType),
      status: 'pending',
      raw: file,
    },
  }
}

function zip<A>(requested: readonly A[], created: readonly AymaraFileUpload[]): [A, AymaraFileUpload][] {
  if (requested.length !== created.length) {
    const message = `Aymara returned ${created.length} files for ${requested.length} requested.`
    throw new UploadError('invalid-response', message)
  }
  return requested.flatMap((item, index) => {
    const file = created[index]
    return file ? [[item, file]] : []
  })
}

function missingFieldError(field: string): UploadError {
  const message = `Aymara created the file, but its response has no ${field}. Try again.`
  return new UploadError('invalid-response', message)
}

function stateOf({ fileUuid, processingStatus, errorMessage, updatedAt }: AymaraFileStatus): FileState {
  return { fileId: fileUuid, status: processingStatus, error: errorMessage, updatedAt }
}

// Lists may leave the status out. A file that the API has measured is completed.
function listedStatus({ fileType, fileSizeBytes, videoMetadata, processingStatus }: AymaraFileDetail) {
  if (processingStatus) return processingStatus
  const isMeasured = fileSizeBytes !== undefined && (fileType !== 'video' || videoMetadata !== undefined)
  return isMeasured ? 'completed' : undefined
}

async function ignoreNotFound<T>(files: Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await files
  } catch (error) {
    if (error instanceof UploadError && error.code === 'not-found') return []
    throw error
  }
}

function offsetOf(cursor: string): number {
  const offset = Number(cursor)
  if (Number.isSafeInteger(offset) && offset >= 0) return offset
  throw new TypeError(`Not a cursor of this backend: ${JSON.stringify(cursor)}.`)
}

// The frames are spread over the whole duration. `fps` may be the video's own, so it is used only without a duration.
function secondsBetween(frames: number, video: Pick<VideoMetadata, 'fps' | 'duration'> | undefined) {
  if (video?.duration !== undefined && frames > 0) return video.duration / frames
  return video?.fps ? 1 / video.fps : undefined
}

function processingFailed({ errorMessage }: AymaraFileStatus): UploadError {
  const reason = errorMessage ? `: ${errorMessage}` : '.'
  return new UploadError('processing-failed', `Aymara could not process the video${reason}`)
}
