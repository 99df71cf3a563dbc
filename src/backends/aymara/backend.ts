import { UploadError } from '../../errors.ts'
import { localUrlExpiry } from '../../lib/url-expiry.ts'
import type { CallOptions } from '../../model/call-options.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import type { FilePage, FileQuery, FileState, RemoteFile, VideoMetadata } from '../../model/remote-file.ts'
import type { SignedUpload, UploadIntent } from '../../model/upload-target.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import type { Backend } from '../backend.ts'
import { storageUrlError } from '../vendor-backend.ts'
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
  client: AymaraClient,
  { workspaceUuid }: AymaraBackendOptions = {},
): AymaraBackend {
  const { baseUrl, files } = client
  return {
    name: 'aymara',
    scope: baseUrl,
    maxBatchSize: 20,
    sign: (intents, call) => signFiles(client, workspaceUuid, intents, call),
    // The API calls a file completed before it has the bytes: only its status from now on counts.
    confirm: ({ file }, _response, call) => getFile(client, file.id, call),
    status: async (fileId, call) => stateOf(await files.getStatus(fileId, call)),
    get: (fileId, call) => getFile(client, fileId, call),
    list: (query, call) => listFiles(client, workspaceUuid, query, call),
    async find({ ids = [], contentHashes = [] }, call) {
      if (contentHashes.length > 0) {
        throw new UploadError('unsupported', 'Aymara has no content hashes. Find files by their ids.')
      }
      const found = ids.map((id) => orNone(getFile(client, id, call)))
      return (await Promise.all(found)).flat()
    },
    remove: async (fileId, call) => files.delete(fileId, call),
    frames: (fileId, call) => getFrames(client, fileId, call),
    importUrls: (urls, call) => importFiles(client, workspaceUuid, urls, call),
  }
}

async function signFiles(
  { files, toLocalTime }: AymaraClient,
  workspaceUuid: string | undefined,
  intents: readonly UploadIntent[],
  call: CallOptions,
): Promise<readonly (SignedUpload | UploadError)[]> {
  const wireFiles = intents.map(({ name, relativePath, contentType }) => ({
    localFilePath: relativePath ?? name,
    // The API maps more extensions to types than a browser does.
    contentType: contentType === unknownType ? undefined : contentType,
  }))
  const created = await files.create({ files: wireFiles, workspaceUuid }, call)
  return zip(intents, created.files).map(([intent, file]) => signedUpload(intent, file, toLocalTime))
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

async function importFiles(
  { files, toLocalTime }: AymaraClient,
  workspaceUuid: string | undefined,
  urls: readonly string[],
  call: CallOptions,
): Promise<readonly RemoteFile[]> {
  if (urls.length === 0) return []
  const requestedAt = { ms: Date.now(), toLocalTime }
  const imports = urls.map((remoteUri) => ({ remoteUri }))
  const created = await files.create({ files: imports, workspaceUuid }, call)
  return zip(urls, created.files).map(([url, file]) => {
    const { fileUuid } = file
    if (!fileUuid) throw missingFieldError('file_uuid')
    return importedFile({ ...file, fileUuid }, url, requestedAt)
  })
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

async function getFile({ files, toLocalTime }: AymaraClient, fileId: string, call: CallOptions) {
  const requestedAt = { ms: Date.now(), toLocalTime }
  const [file, state] = await Promise.all([files.get(fileId, call), files.getStatus(fileId, call)])
  return remoteFile(file, stateOf(state), requestedAt)
}

async function listFiles(
  client: AymaraClient,
  workspaceUuid: string | undefined,
  { kind, limit, cursor }: FileQuery,
  call: CallOptions,
): Promise<FilePage> {
  if (kind === 'other') return { files: [], total: 0 }
  const requestedAt = { ms: Date.now(), toLocalTime: client.toLocalTime }
  const offset = cursor === undefined ? undefined : offsetOf(cursor)
  const page = await client.files.list({ workspaceUuid, fileType: kind, limit, offset }, call)
  const files = await Promise.all(page.items.map((file) => withStatus(client, file, requestedAt, call)))
  return { files: files.flat(), nextCursor: page.nextOffset?.toString(), total: page.count }
}

function offsetOf(cursor: string): number {
  const offset = Number(cursor)
  if (Number.isSafeInteger(offset) && offset >= 0) return offset
  throw new TypeError(`Not a cursor of this backend: ${JSON.stringify(cursor)}.`)
}

/** A listed file with its status, which takes another call if the list does not have it. */
async function withStatus(
  { files }: AymaraClient,
  file: AymaraFileDetail,
  requestedAt: RequestedAt,
  call: CallOptions,
): Promise<readonly RemoteFile[]> {
  const status = listedStatus(file)
  if (status && status !== 'failed') return [remoteFile(file, { status }, requestedAt)]
  const state = await orNone(files.getStatus(file.fileUuid, call))
  return state.map((one) => remoteFile(file, stateOf(one), requestedAt))
}

// Lists may leave the status out. A file that the API has measured is completed.
function listedStatus({ fileType, fileSizeBytes, videoMetadata, processingStatus }: AymaraFileDetail) {
  if (processingStatus) return processingStatus
  const isMeasured = fileSizeBytes !== undefined && (fileType !== 'video' || videoMetadata !== undefined)
  return isMeasured ? 'completed' : undefined
}

function stateOf({ fileUuid, processingStatus, errorMessage, updatedAt }: AymaraFileStatus): FileState {
  return { fileId: fileUuid, status: processingStatus, error: errorMessage, updatedAt }
}

/** The response in an array, which is empty if there is no such file. */
async function orNone<T>(response: Promise<T>): Promise<readonly T[]> {
  try {
    return [await response]
  } catch (error) {
    if (error instanceof UploadError && error.code === 'not-found') return []
    throw error
  }
}

async function getFrames(
  { files, toLocalTime }: AymaraClient,
  fileId: string,
  call: CallOptions,
): Promise<VideoFrames> {
  const requestedAt = { ms: Date.now(), toLocalTime }
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
