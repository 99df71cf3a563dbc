import { localUrlExpiry } from '../../lib/url-expiry.ts'
import { fileKinds, fileKindOf } from '../../model/file-kind.ts'
import type { FileStatus } from '../../model/file-status.ts'
import type { RemoteFile, VideoMetadata } from '../../model/remote-file.ts'
import type { AymaraFileDetail, AymaraFileUpload } from './schemas.ts'

const urlTtlMs = 30 * 60 * 1000

/** When a request was sent by this machine's clock, and how to convert the API's times to it. */
export type RequestedAt = { ms: number; toLocalTime(date: Date): Date }

/** When the first of some URLs expires: half an hour after the request, or earlier if a URL says so. */
export function urlsExpiry(urls: readonly string[], requestedAt: RequestedAt): Date {
  const ownExpiries = urls.flatMap((url) => localUrlExpiry(requestedAt, url)?.getTime() ?? [])
  return new Date(Math.min(requestedAt.ms + urlTtlMs, ...ownExpiries))
}

/** A file and its status, which are two responses of this API. */
export function remoteFile(
  file: AymaraFileDetail,
  { status, error }: { status: FileStatus; error?: string | undefined },
  requestedAt: RequestedAt,
): RemoteFile {
  const kind = fileKinds.find((one) => one === file.fileType)
  return {
    id: file.fileUuid,
    name: baseName(file.originalFileUrl) || baseName(file.remoteFilePath) || file.fileUuid,
    size: file.fileSizeBytes,
    contentType: file.contentType,
    kind: kind ?? fileKindOf(file.contentType),
    status,
    url: file.fileUrl,
    urlExpiresAt: file.fileUrl === undefined ? undefined : urlsExpiry([file.fileUrl], requestedAt),
    createdAt: file.createdAt,
    updatedAt: file.updatedAt,
    video: videoOf(file),
    error,
    raw: file,
  }
}

/** A file that the API downloads by itself. Its `fileUrl` is a download URL. */
export function importedFile(
  file: AymaraFileUpload & { fileUuid: string },
  remoteUri: string,
  requestedAt: RequestedAt,
) {
  return {
    id: file.fileUuid,
    name: baseName(remoteUri) || file.fileUuid,
    contentType: file.contentType,
    kind: file.contentType === undefined ? undefined : fileKindOf(file.contentType),
    status: file.processingStatus ?? 'pending',
    url: file.fileUrl,
    urlExpiresAt: file.fileUrl === undefined ? undefined : urlsExpiry([file.fileUrl], requestedAt),
    raw: file,
  } satisfies RemoteFile
}

/** The API's measurements of a video. They are not documented, so anything but a number is ignored. */
export function videoOf({ videoMetadata }: AymaraFileDetail): VideoMetadata | undefined {
  if (!videoMetadata) return undefined
  const { fps, duration, frame_count, width, height } = videoMetadata
  return {
    fps: numberOf(fps),
    duration: numberOf(duration),
    frameCount: numberOf(frame_count),
    width: numberOf(width),
    height: numberOf(height),
  }
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** The last segment of a path or of a URL's path. */
function baseName(path = ''): string {
  const isUrl = /^[a-z][a-z\d+.-]*:\/\//i.test(path)
  const bare = isUrl ? path.replace(/^[a-z][a-z\d+.-]*:\/\/[^/?#]*|[?#].*$/gi, '') : path
  const name = bare.replace(/[\\/]+$/, '').replace(/^.*[\\/]/s, '')
  return isUrl ? decoded(name) : name
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
