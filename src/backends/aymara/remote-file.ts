import { localUrlExpiry } from '../../lib/url-expiry.ts'
import { FileKind, fileKindOf } from '../../model/file-kind.ts'
import type { FileStatus } from '../../model/file-status.ts'
import type { RemoteFile, VideoMetadata } from '../../model/remote-file.ts'
import type { AymaraFileDetail, AymaraFileUpload } from './schemas.ts'

const urlLifeMs = 30 * 60 * 1000

/** When something was asked for, by this machine's clock, and how to tell the API's times by it. */
export type AskedAt = { ms: number; toLocalTime(date: Date): Date }

/** When the first of some URLs dies that were asked for at `askedAt`: after half an hour, or when it says itself. */
export function urlsExpiry(urls: readonly string[], askedAt: AskedAt): Date {
  const said = urls.flatMap((url) => localUrlExpiry(askedAt, url)?.getTime() ?? [])
  return new Date(Math.min(askedAt.ms + urlLifeMs, ...said))
}

/** A file and its status, which are two answers of this API. */
export function remoteFile(
  file: AymaraFileDetail,
  { status, error }: { status: FileStatus; error?: string },
  askedAt: AskedAt,
): RemoteFile {
  const kind = FileKind.safeParse(file.fileType)
  return {
    id: file.fileUuid,
    name: baseName(file.originalFileUrl) || baseName(file.remoteFilePath) || file.fileUuid,
    size: file.fileSizeBytes,
    contentType: file.contentType,
    kind: kind.success ? kind.data : fileKindOf(file.contentType),
    status,
    url: file.fileUrl,
    urlExpiresAt: file.fileUrl === undefined ? undefined : urlsExpiry([file.fileUrl], askedAt),
    createdAt: file.createdAt,
    updatedAt: file.updatedAt,
    video: videoOf(file),
    error,
    raw: file,
  }
}

/** A file that the API fetches by itself. Its `fileUrl` is for reading, as only theirs is. */
export function importedFile(
  file: AymaraFileUpload & { fileUuid: string },
  remoteUri: string,
  askedAt: AskedAt,
) {
  return {
    id: file.fileUuid,
    name: baseName(remoteUri) || file.fileUuid,
    contentType: file.contentType,
    kind: file.contentType === undefined ? undefined : fileKindOf(file.contentType),
    status: file.processingStatus ?? 'pending',
    url: file.fileUrl,
    urlExpiresAt: file.fileUrl === undefined ? undefined : urlsExpiry([file.fileUrl], askedAt),
    raw: file,
  } satisfies RemoteFile
}

/** What the API measured of a video; its names are not pinned down, so that what is no number counts as unknown. */
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

/** The last name in a path or an address, without an address's query. */
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
