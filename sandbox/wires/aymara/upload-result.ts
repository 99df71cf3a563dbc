import { fileKindOf } from '../../../src/model/file-kind.ts'
import { signDownload } from '../sign-download.ts'
import { signUpload } from '../sign-upload.ts'
import type { Call } from './call.ts'
import type { FileRecord } from './file-record.ts'
import { processingState } from './processing-state.ts'

/** A file as the creating routes answer it. Its `file_url` takes the bytes of a local file, and gives those of others. */
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

/** The file's place in the bucket; of a video, the directory. */
export function remotePathOf({ key, name, contentType }: FileRecord): string {
  return fileKindOf(contentType) === 'video' ? key.slice(0, -name.length) : key
}
