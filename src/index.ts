export { UploadError, uploadErrorCodes, type UploadErrorCode, type UploadErrorDetails } from './errors.ts'
export type { CallOptions, HeadersInput } from './model/call-options.ts'
export { fileKindOf, type FileKind } from './model/file-kind.ts'
export { isFinalStatus, type FileStatus } from './model/file-status.ts'
export { safeUrl } from './model/safe-url.ts'
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
export type { BytesSource } from './lib/bytes-source.ts'
export type { HeadersSource } from './http/headers.ts'

export type { Backend } from './backends/backend.ts'
export { s3Backend, type S3Backend, type S3BackendOptions } from './backends/s3/backend.ts'
export { createS3Client, type S3Client, type S3ClientOptions } from './backends/s3/client.ts'

export { createUploader, type Uploader } from './uploader/uploader.ts'
export type { UploaderOptions } from './uploader/uploader-options.ts'
export type { UploadEvent, UploadListener } from './uploader/events.ts'
export type { UploadStats } from './uploader/upload-stats.ts'
export type { AddOptions } from './uploader/create-upload.ts'
export {
  uploadedBytes,
  uploadFraction,
  uploadTotals,
  type UploadCounts,
  type UploadTotals,
} from './uploader/progress.ts'
export { indexedDbStorage } from './uploader/resume/indexed-db-storage.ts'
export type { ResumableUpload } from './uploader/resume/resumable-upload.ts'
export type { ResumableRecord, UploadStorage } from './uploader/resume/record.ts'
export type { RetryOptions } from './uploader/retry-policy.ts'
export type { Transfer, TransferRequest } from './uploader/transfer/transfer.ts'
export { isActive, isSettled, type Upload, type UploadState, type UploadStatus } from './uploader/upload.ts'
export { xhrTransfer } from './uploader/transfer/xhr-transfer.ts'

export type { DuplicatePolicy } from './ui/dropzone/sort-files.ts'
export type { DuplicateFile } from './ui/dropzone/file-selection.ts'
export type { DragState } from './ui/dropzone/validate-drag.ts'
export type { DropTargetOptions } from './react/dropzone/use-drop-target.ts'
export type { DropzoneFieldOptions, HiddenInputProps } from './react/dropzone/use-dropzone-field.ts'
export type { DropzoneButtonProps, OverlayProps } from './react/dropzone/use-dropzone-props.ts'
export type { FileSelectionOptions } from './react/dropzone/use-file-selection.ts'
export type {
  DropzonePickerOptions,
  FilePicker,
  PickerButtonProps,
  PickerInputProps,
} from './react/dropzone/use-pickers.ts'
export { fileKeys, type FindQuery } from './react/files/file-keys.ts'
export { fileQueries } from './react/files/file-queries.ts'
export type { UploadFormat } from './ui/i18n/format.ts'
export type { GalleryFrame } from './ui/gallery/frames.ts'
export type { FrameZoom } from './ui/gallery/gallery-state.ts'
export type { GalleryStatus } from './ui/gallery/gallery-status.ts'
export type { AcceptedTypes } from './ui/dropzone/accepted-types.ts'
export type { FileRejection } from './ui/dropzone/file-selection.ts'
export type { FileLimits, ValidateFile, ValidationResult } from './ui/dropzone/validate.ts'
export type {
  AnnouncerMessages,
  DropzoneMessages,
  ErrorMessages,
  GalleryMessages,
  UploadListMessages,
  UploadMessages,
  UploadMessagesOverride,
} from './ui/i18n/messages.ts'
export { splitFileName } from './ui/uploads/split-file-name.ts'
export type { LeaveGuardState } from './ui/uploads/unload-guard.ts'
export type { FilePreview } from './ui/preview/preview-store.ts'
export type { ProgressBarProps, ProgressFigures, ProgressLabels } from './ui/uploads/progress-labels.ts'
export type { UploadActionsAvailable } from './ui/uploads/available-actions.ts'
export { useUploader } from './react/context.ts'
export { UploadProvider, type UploadProviderProps } from './react/provider.tsx'
export { useDeleteFile, useImportUrls } from './react/files/use-file-mutations.ts'
export { useFile, usePresignedUrl } from './react/files/use-file.ts'
export {
  useFileDropzone,
  type UseFileDropzoneOptions,
  type UseFileDropzoneResult,
} from './react/dropzone/use-file-dropzone.ts'
export {
  useFileStatus,
  type UseFileStatusOptions,
  type UseFileStatusResult,
} from './react/files/use-file-status.ts'
export { useFilePreview, type UseFilePreviewOptions } from './react/preview/use-file-preview.ts'
export { useFiles, useFindFiles, type UseFilesResult } from './react/files/use-files.ts'
export type { FrameDialogProps, FrameViewportProps } from './react/gallery/use-frame-dialog.ts'
export type { FrameGridProps, FrameProps } from './react/gallery/use-frame-grid.ts'
export type { FrameImageProps } from './react/gallery/use-frame-images.ts'
export type { FrameScrubberProps, ScrubberPreview } from './react/gallery/use-frame-scrubber.ts'
export type { FrameSelectionMode } from './react/gallery/use-frame-selection.ts'
export type {
  FrameButtonProps,
  FrameLinkProps,
  GalleryControls,
} from './react/gallery/use-gallery-actions.ts'
export type { FrameContentProps } from './react/gallery/use-virtual-grid.ts'
export {
  useFocusRestore,
  type FocusRestoreProps,
  type UseFocusRestoreOptions,
} from './react/a11y/use-focus-restore.ts'
export { useLeaveGuard } from './react/uploads/use-leave-guard.ts'
export { useResumableUploads, type UseResumableUploadsResult } from './react/uploads/use-resumable-uploads.ts'
export { useUpload, type UseUploadResult } from './react/uploads/use-upload.ts'
export { useUploadEvents } from './react/uploads/use-upload-events.ts'
export { useUploadAnnouncer } from './react/a11y/use-upload-announcer.ts'
export {
  useUploadFile,
  type UseUploadFileOptions,
  type UseUploadFileResult,
} from './react/uploads/use-upload-file.ts'
export {
  useUploadList,
  type UploadListItemProps,
  type UseUploadListOptions,
  type UseUploadListResult,
} from './react/uploads/use-upload-list.ts'
export { useUploadProgress, type UseUploadProgressResult } from './react/uploads/use-upload-progress.ts'
export {
  useUploadRow,
  type UploadRowButton,
  type UseUploadRowResult,
} from './react/uploads/use-upload-row.ts'
export { useUploadText } from './react/i18n/use-upload-text.ts'
export { useUploadActions, type UploadActions } from './react/uploads/use-upload-actions.ts'
export { useUploadIds, useUploads, type UseUploadsResult } from './react/uploads/use-uploads.ts'
export { useVideoFrames } from './react/gallery/use-video-frames.ts'
export {
  useVideoFrameGallery,
  type UseVideoFrameGalleryOptions,
  type UseVideoFrameGalleryResult,
} from './react/gallery/use-video-frame-gallery.ts'

export { FileDropzone } from './react/dropzone/file-dropzone.tsx'
export { UploadProgress, type UploadProgressProps } from './react/uploads/upload-progress.tsx'
export { VideoFrameGallery, type VideoFrameGalleryProps } from './react/gallery/video-frame-gallery.tsx'
