import { fileKindOf } from '../../../src/model/file-kind.ts'
import { signDownload, signUpload } from '../signed-urls.ts'
import type { Call } from './call.ts'
import { type FileRecord, processingState } from './file-record.ts'

const organization = '5a9db0c5-0000-4000-8000-000000000001'
const uploader = '5a9db0c5-0000-4000-8000-000000000002'

/** A file's `FileDetail`; lists omit the URL. */
export async function describeFile(
  call: Call,
  record: FileRecord,
  { withUrl }: { withUrl: boolean },
): Promise<object> {
  const { s3, bucket, settings } = call
  const { video, updatedAt } = await processingState(call.store, record)
  const url =
    withUrl && record.size !== undefined
      ? await signDownload(s3, { bucket, ...record }, settings.aymaraUrlForSeconds)
      : null
  return {
    file_uuid: record.id,
    organization_uuid: organization,
    workspace_uuid: record.workspace,
    uploaded_by_uuid: uploader,
    content_type: record.contentType,
    file_type: fileTypeOf(record.contentType),
    file_size_bytes: record.size ?? null,
    file_url: url,
    original_file_url: record.original,
    remote_file_path: remotePathOf(record),
    video_metadata: video
      ? {
          fps: video.fps,
          duration: video.duration,
          frame_count: video.frameCount,
          width: video.width,
          height: video.height,
        }
      : null,
    created_at: record.createdAt,
    updated_at: updatedAt,
  }
}

/** Aymara has four file types; other files are documents. */
export function fileTypeOf(contentType: string): string {
  const kind = fileKindOf(contentType)
  return kind === 'other' ? 'document' : kind
}

/**
 * A file as the creating routes return it. `file_url` is the upload URL of a local file, the download URL of
 * others.
 */
export async function uploadResult(call: Call, record: FileRecord): Promise<object> {
  const { s3, bucket, settings } = call
  const object = { bucket, ...record }
  const url =
    record.from === 'local'
      ? await signUpload(s3, object, settings.uploadForSeconds)
      : await signDownload(s3, object, settings.aymaraUrlForSeconds)
  return {
    file_uuid: record.id,
    file_url: url,
    content_type: record.contentType,
    local_file_path: record.from === 'local' ? record.original : null,
    remote_uri: record.from === 'remote' ? record.original : null,
    remote_file_path: remotePathOf(record),
    processing_status: (await processingState(call.store, record)).status,
  }
}

/** The file's key in the bucket; of a video, the directory. */
export function remotePathOf({ key, contentType }: FileRecord): string {
  return fileKindOf(contentType) === 'video' ? key.slice(0, key.lastIndexOf('/') + 1) : key
}
