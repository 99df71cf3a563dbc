// Aymara's file API, v2, by its Python client (`aymara-ai-sdk` 1.2.1) and its documentation. JSON in both directions with
// snake_case names; this client returns camelCase. A field that may be `null` may be absent.
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
// `file_url` is an upload URL for PUT (in the response of `create` to a `local_file_path`) or a download URL (everywhere
// else). Download and frame URLs are valid for 30 minutes; the expiry of upload URLs is not documented.
//
// Errors: { error: { code, message, details }, request_id }.
import * as z from 'zod/mini'
import { fileStatuses } from '../../model/file-status.ts'
import { nullishToUndefined, WireDate } from '../wire-schemas.ts'

const Text = z.string()
const Status = z.enum(fileStatuses)
const MaybeText = nullishToUndefined(Text)

/** A file that was just created. */
export const AymaraFileUpload = z.pipe(
  z.object({
    file_uuid: MaybeText,
    file_url: MaybeText,
    content_type: MaybeText,
    local_file_path: MaybeText,
    remote_file_path: MaybeText,
    remote_uri: MaybeText,
    processing_status: nullishToUndefined(Status),
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
 * A file that was just created. `fileUrl` is the upload URL of a file created by its `localFilePath`, else a download URL;
 * the `processingStatus` of the former says nothing about its bytes.
 */
export type AymaraFileUpload = z.infer<typeof AymaraFileUpload>

/** The files that `create` made, in the order of the request. */
export const AymaraCreated = z.pipe(
  z.object({ files: z.array(AymaraFileUpload), workspace_uuid: MaybeText }),
  z.transform(({ files, workspace_uuid }) => ({ files, workspaceUuid: workspace_uuid })),
)
/** The files that `create` made, in the order of the request. */
export type AymaraCreated = z.infer<typeof AymaraCreated>

/** A file's details, without its status. */
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
    // Documented, but missing from the vendor's types.
    processing_status: nullishToUndefined(Status),
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
 * A file's details, without its status: `fileType` is `image`, `video`, `text` or `document`; `fileUrl` is a download URL
 * valid for 30 minutes, for a video of the video itself, and may be absent in lists; `videoMetadata` has `fps`,
 * `duration`, `frame_count` and more, with the API's names.
 */
export type AymaraFileDetail = z.infer<typeof AymaraFileDetail>

/** One page of the list. */
export const AymaraWirePage = z.object({
  items: z.array(AymaraFileDetail),
  count: nullishToUndefined(z.int()),
})

/** The status of a file. */
export const AymaraFileStatus = z.pipe(
  z.object({
    file_uuid: Text,
    processing_status: Status,
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
/** The status of a file; `errorMessage` if it failed, `remoteFilePath` once it is completed. */
export type AymaraFileStatus = z.infer<typeof AymaraFileStatus>

/** The frames of a video. */
export const AymaraFileFrames = z.pipe(
  z.object({ file_uuid: Text, frame_count: z.int(), frame_urls: z.array(Text) }),
  z.transform((frames) => ({
    fileUuid: frames.file_uuid,
    frameCount: frames.frame_count,
    frameUrls: frames.frame_urls,
  })),
)
/** The frames of a video in order; each URL is valid for 30 minutes. */
export type AymaraFileFrames = z.infer<typeof AymaraFileFrames>
