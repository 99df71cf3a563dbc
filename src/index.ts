export { UploadError, uploadErrorCodes, type UploadErrorCode, type UploadErrorDetails } from './errors.ts'
export type { CallOptions } from './model/call-options.ts'
export { fileKindOf, type FileKind } from './model/file-kind.ts'
export { isFinalStatus, type FileStatus } from './model/file-status.ts'
export { safeUrl } from './model/openable-url.ts'
export type {
  FilePage,
  FileQuery,
  FileState,
  PresignedUrl,
  RemoteFile,
  VideoMetadata,
} from './model/remote-file.ts'
export type {
  Checksum,
  SignedPart,
  SignedUpload,
  TransferResponse,
  UploadedPart,
  UploadIntent,
  UploadTarget,
} from './model/upload-target.ts'
export type { VideoFrame, VideoFrames } from './model/video-frames.ts'

export type { ApiCall } from './http/api-call.ts'
export type { BytesSource } from './http/bytes-source.ts'
export type { HeadersSource } from './http/headers.ts'

export type { Backend } from './backends/backend.ts'
export { assuredBackend } from './backends/assured/backend.ts'
export {
  createAssuredClient,
  type AssuredClient,
  type AssuredClientOptions,
  type AssuredLogin,
  type AssuredUploadForm,
  type AssuredUploadOptions,
} from './backends/assured/client.ts'
export type {
  FileRecord as AssuredFileRecord,
  StorageMetadata as AssuredStorageMetadata,
} from './backends/assured/schemas.ts'
export { aymaraBackend, type AymaraBackendOptions } from './backends/aymara/backend.ts'
export {
  createAymaraClient,
  type AymaraClient,
  type AymaraClientOptions,
  type AymaraFileToCreate,
  type AymaraListQuery,
} from './backends/aymara/client.ts'
export type { AymaraFilesCall, AymaraFilesPage } from './backends/aymara/files-page.ts'
export type {
  AymaraCreated,
  AymaraFileDetail,
  AymaraFileFrames,
  AymaraFileStatus,
  AymaraFileUpload,
} from './backends/aymara/schemas.ts'
export { perseusBackend, type PerseusBackendOptions } from './backends/perseus/backend.ts'
export {
  createPerseusClient,
  type PerseusClient,
  type PerseusClientOptions,
  type PerseusQuery,
  type PerseusUploadOptions,
} from './backends/perseus/client.ts'
export type { PerseusCreated, PerseusFile } from './backends/perseus/schemas.ts'
export type { PerseusWaitOptions } from './backends/perseus/wait-for-file.ts'
export { s3Backend, type S3BackendOptions } from './backends/s3/backend.ts'
export { createS3Client, type S3Client, type S3ClientOptions } from './backends/s3/client.ts'
export { wriftaiBackend, type WriftaiBackendOptions } from './backends/wriftai/backend.ts'
export {
  createWriftaiClient,
  type WriftaiClient,
  type WriftaiClientOptions,
  type WriftaiUploadOptions,
} from './backends/wriftai/client.ts'
export type { CreateFileUrlsParams, FileResource, FileUrls } from './backends/wriftai/schemas.ts'

export type { UploadEvent, UploadListener } from './upload/events.ts'
export type { UploadStats } from './upload/ledger.ts'
export type { AddOptions } from './upload/new-upload.ts'
export {
  uploadedBytes,
  uploadFraction,
  uploadTotals,
  type UploadCounts,
  type UploadTotals,
} from './upload/progress.ts'
export { indexedDbStorage } from './upload/resume/indexed-db-storage.ts'
export type { ResumableUpload } from './upload/resume/resumable-upload.ts'
export type { ResumableRecord, UploadStorage } from './upload/resume/resumable.ts'
export type { RetryOptions } from './upload/retries.ts'
export type { Transfer, TransferRequest } from './upload/transfer.ts'
export { isActive, isSettled, type Upload, type UploadState, type UploadStatus } from './upload/upload.ts'
export { xhrTransfer } from './upload/xhr-transfer.ts'

export type { DuplicatePolicy } from './hooks/dropzone/admit-files.ts'
export type { DuplicateFile } from './hooks/dropzone/intake-state.ts'
export type { DragState } from './hooks/dropzone/judge-drag.ts'
export type { OverlayProps } from './hooks/dropzone/page-cover.ts'
export type {
  DropzoneFieldOptions as DropzoneFieldOptions,
  HiddenInputProps,
} from './hooks/dropzone/use-dropzone-field.ts'
export type {
  FilePicker,
  DropzonePickerOptions as DropzonePickerOptions,
} from './hooks/dropzone/use-more-pickers.ts'
export type { PickerButtonProps, PickerInputProps } from './hooks/dropzone/use-picker.ts'
export type { ValidateFile, ValidationResult } from './hooks/dropzone/validate-files.ts'
export { fileKeys, type FindQuery } from './hooks/file-keys.ts'
export { fileQueries } from './hooks/file-queries.ts'
export type { UploadFormat } from './hooks/format.ts'
export type { FrameButtonProps, FrameLinkProps, GalleryControls } from './hooks/gallery-controls.ts'
export type { GalleryFrame } from './hooks/gallery-frames.ts'
export type { FrameZoom } from './hooks/gallery-state.ts'
export type { GalleryStatus } from './hooks/gallery-status.ts'
export type { AcceptedTypes, FileLimits, FileRejection } from './hooks/judge-files.ts'
export { englishMessages } from './hooks/english-messages.ts'
export type { UploadMessages } from './hooks/messages.ts'
export { splitFileName } from './hooks/split-file-name.ts'
export type { LeaveGuardState } from './hooks/leave-guard.ts'
export type { FilePreview } from './hooks/preview-store.ts'
export type { UploadActionsAvailable } from './hooks/upload-abilities.ts'
export { UploadProvider, type UploadProviderProps } from './hooks/upload-provider.tsx'
export type { UploadWait } from './hooks/upload-wait.ts'
export { useDeleteFile } from './hooks/use-delete-file.ts'
export { useFile } from './hooks/use-file.ts'
export {
  useFileDropzone,
  type DropzoneButtonProps,
  type UseFileDropzoneOptions,
  type UseFileDropzoneResult,
} from './hooks/use-file-dropzone.ts'
export {
  useFileStatus,
  type UseFileStatusOptions,
  type UseFileStatusResult,
} from './hooks/use-file-status.ts'
export { useFilePreview, type UseFilePreviewOptions } from './hooks/use-file-preview.ts'
export { useFiles, type UseFilesResult } from './hooks/use-files.ts'
export { useFindFiles } from './hooks/use-find-files.ts'
export { useCollapsibleList, type CollapsibleList } from './hooks/use-first-few.ts'
export type { FrameDialogProps } from './hooks/use-frame-dialog.ts'
export type { FrameGridProps, FrameProps } from './hooks/use-frame-grid.ts'
export type { FrameImageProps } from './hooks/use-frame-pictures.ts'
export type { FrameScrubberProps, ScrubberPreview } from './hooks/use-frame-scrubber.ts'
export type { FrameSelectionMode } from './hooks/use-frame-selection.ts'
export type { FrameViewportProps } from './hooks/use-frame-stage.ts'
export type { FrameContentProps } from './hooks/use-frame-window.ts'
export { useImportUrls } from './hooks/use-import-urls.ts'
export { useFocusRestore, type FocusRestoreProps } from './hooks/use-kept-focus.ts'
export { useLeaveGuard } from './hooks/use-leave-guard.ts'
export { usePresignedUrl } from './hooks/use-presigned-url.ts'
export { useResumableUploads, type UseResumableUploadsResult } from './hooks/use-resumable-uploads.ts'
export { useUpload, type UseUploadResult } from './hooks/use-upload.ts'
export { useUploadEvents } from './hooks/use-upload-events.ts'
export { useUploadAnnouncer } from './hooks/use-upload-announcer.ts'
export { useUploadFile, type UseUploadFileResult } from './hooks/use-upload-file.ts'
export { useUploadIds } from './hooks/use-upload-ids.ts'
export {
  useUploadList,
  type UploadListItemProps,
  type UseUploadListOptions,
  type UseUploadListResult,
} from './hooks/use-upload-list.ts'
export {
  useUploadProgress,
  type ProgressBarProps,
  type ProgressLabels,
  type UseUploadProgressResult,
} from './hooks/use-upload-progress.ts'
export { useUploadText } from './hooks/use-upload-text.ts'
export { useUploadActions, type UploadActions } from './hooks/use-upload-verbs.ts'
export { useUploads, type UseUploadsResult } from './hooks/use-uploads.ts'
export { useVideoFrames } from './hooks/use-video-frames.ts'
export { useVideoFrameGallery } from './hooks/use-video-frame-gallery.ts'
export type { UseVideoFrameGalleryOptions, UseVideoFrameGalleryResult } from './hooks/video-frame-gallery.ts'

export { FileDropzone } from './components/file-dropzone.tsx'
export { UploadProgress, type UploadProgressProps } from './components/upload-progress.tsx'
export { VideoFrameGallery, type VideoFrameGalleryProps } from './components/video-frame-gallery.tsx'
