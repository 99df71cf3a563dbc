// The files of Aymara's API, v2, as its Python client (`aymara-ai-sdk` 1.2.1) and its documentation tell them. JSON
// with snake_case names both ways; what this client hands out is camelCase. A field that may be `null` may be absent.
//
//   POST   v2/files                 { files: { content_type?, local_file_path?, remote_uri? }[], workspace_uuid? }
//                                                                   → { files: FileUpload[], workspace_uuid? }
//   POST   v2/files/-/uploads       ?workspace_uuid=, form: `file`  → FileUpload
//   GET    v2/files                 ?workspace_uuid= &file_type= &limit= &offset= → { items: FileDetail[], count? }
//   GET    v2/files/{uuid}                                          → FileDetail
//   DELETE v2/files/{uuid}          accept: */*                     → 204
//   GET    v2/files/{uuid}/status                                   → FileStatus
//   GET    v2/files/{uuid}/frames                                   → FileFrames
//
// `file_url` is two things: where to PUT the bytes (what `create` answers for a `local_file_path`) or where to read
// them (everywhere else). The latter and the frames' URLs work for 30 minutes; how long the former does is not told.
//
// Failures: { error: { code, message, details }, request_id }.
import * as z from 'zod/mini'
import type { UploadErrorCode } from '../../errors.ts'
import { nullishToUndefined } from '../../lib/optional-nullable.ts'
import { WireDate } from '../../lib/wire-date.ts'
import { FileStatus } from '../../model/file-status.ts'

const Text = z.string()
const MaybeText = nullishToUndefined(Text)

/** What the API says of a file that it has just been told of. */
export const AymaraFileUpload = z.pipe(
  z.object({
    file_uuid: MaybeText,
    file_url: MaybeText,
    content_type: MaybeText,
    local_file_path: MaybeText,
    remote_file_path: MaybeText,
    remote_uri: MaybeText,
    processing_status: nullishToUndefined(FileStatus),
  }),
  z.transform((file) => ({
    fileUuid: file.file_uuid,
    fileUrl: file.file_url,
    contentType: file.content_type,
    localFilePath: file.local_file_path,
    remoteFilePath: file.remote_file_path,
    remoteUri: file.remote_uri,
    processingStatus: file.processing_status,
  })),
)
/**
 * What the API says of a file that it has just been told of. `fileUrl` is the upload URL of a file that was created by
 * its `localFilePath`, else a download URL; `processingStatus` of the former is no statement about its bytes.
 */
export type AymaraFileUpload = z.infer<typeof AymaraFileUpload>

/** The files that `create` made, in the order they were asked for. */
export const AymaraCreated = z.pipe(
  z.object({ files: z.array(AymaraFileUpload), workspace_uuid: MaybeText }),
  z.transform(({ files, workspace_uuid }) => ({ files, workspaceUuid: workspace_uuid })),
)
/** The files that `create` made, in the order they were asked for. */
export type AymaraCreated = z.infer<typeof AymaraCreated>

/** Everything that the API knows of a file but its status. */
export const AymaraFileDetail = z.pipe(
  z.object({
    file_uuid: Text,
    organization_uuid: Text,
    workspace_uuid: MaybeText,
    uploaded_by_uuid: MaybeText,
    content_type: Text,
    file_type: Text,
    file_size_bytes: nullishToUndefined(z.int()),
    file_url: MaybeText,
    original_file_url: MaybeText,
    remote_file_path: Text,
    video_metadata: nullishToUndefined(z.record(Text, z.unknown())),
    // The documentation promises it, the vendor's types do not know it.
    processing_status: nullishToUndefined(FileStatus),
    created_at: WireDate,
    updated_at: WireDate,
  }),
  z.transform((file) => ({
    fileUuid: file.file_uuid,
    organizationUuid: file.organization_uuid,
    workspaceUuid: file.workspace_uuid,
    uploadedByUuid: file.uploaded_by_uuid,
    contentType: file.content_type,
    fileType: file.file_type,
    fileSizeBytes: file.file_size_bytes,
    fileUrl: file.file_url,
    originalFileUrl: file.original_file_url,
    remoteFilePath: file.remote_file_path,
    videoMetadata: file.video_metadata,
    processingStatus: file.processing_status,
    createdAt: file.created_at,
    updatedAt: file.updated_at,
  })),
)
/**
 * Everything that the API knows of a file but its status: `fileType` is `image`, `video`, `text` or `document`;
 * `fileUrl` reads the file for 30 minutes, of a video the video itself, and may be absent in lists; `videoMetadata`
 * holds `fps`, `duration`, `frame_count` and more, named as the wire does.
 */
export type AymaraFileDetail = z.infer<typeof AymaraFileDetail>

/** One page of the list, as the wire has it. */
export const AymaraWirePage = z.object({
  items: z.array(AymaraFileDetail),
  count: nullishToUndefined(z.int()),
})

/** Where the API is with a file. */
export const AymaraFileStatus = z.pipe(
  z.object({
    file_uuid: Text,
    processing_status: FileStatus,
    error_message: MaybeText,
    remote_file_path: MaybeText,
    created_at: WireDate,
    updated_at: WireDate,
  }),
  z.transform((state) => ({
    fileUuid: state.file_uuid,
    processingStatus: state.processing_status,
    errorMessage: state.error_message,
    remoteFilePath: state.remote_file_path,
    createdAt: state.created_at,
    updatedAt: state.updated_at,
  })),
)
/** Where the API is with a file; `errorMessage` where it failed, `remoteFilePath` once it is completed. */
export type AymaraFileStatus = z.infer<typeof AymaraFileStatus>

/** The stills of a video. */
export const AymaraFileFrames = z.pipe(
  z.object({ file_uuid: Text, frame_count: z.int(), frame_urls: z.array(Text) }),
  z.transform((frames) => ({
    fileUuid: frames.file_uuid,
    frameCount: frames.frame_count,
    frameUrls: frames.frame_urls,
  })),
)
/** The stills of a video, in its order; each URL works for 30 minutes. */
export type AymaraFileFrames = z.infer<typeof AymaraFileFrames>

/** A failure as the wire tells it. */
export const AymaraFailure = z.object({
  error: z.object({ code: nullishToUndefined(Text), message: nullishToUndefined(Text) }),
  request_id: nullishToUndefined(Text),
})

/** The wire's codes in our words; the rest is told by the HTTP status. */
export const codeOfAymara: Readonly<Record<string, UploadErrorCode>> = {
  'auth.invalid_key': 'unauthorized',
  'auth.expired_key': 'unauthorized',
  'auth.insufficient_permissions': 'forbidden',
  'validation.invalid_request': 'unsupported',
  'validation.invalid_format': 'unsupported',
  'resource.not_found': 'not-found',
  'quota.limit_exceeded': 'rate-limited',
  'server.internal_error': 'server-error',
}
