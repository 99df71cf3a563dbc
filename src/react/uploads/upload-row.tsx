'use client'

import { memo } from 'react'
import { useUpload } from './use-upload.ts'
import { useUploadProgress } from './use-upload-progress.ts'
import { fileKindOf } from '../../model/file-kind.ts'
import { FileName } from '../file-name.tsx'
import { FileThumbnail } from '../preview/file-thumbnail.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { UploadActions } from './upload-actions.tsx'
import { UploadDetails } from './upload-details.tsx'

/** One upload: re-renders when that one changes, and never because another did. */
export const UploadRow = memo(function UploadRow({ uploadId }: { uploadId: string }) {
  const { upload, can, pause, resume, cancel, retry, remove } = useUpload(uploadId)
  const { status, fraction, labels, progressBarProps } = useUploadProgress(uploadId)
  if (!upload) return null
  const { name, contentType, source } = upload
  return (
    <div className="rp-upload" data-status={status}>
      <FileThumbnail file={source} kind={fileKindOf(contentType)} />
      <FileName name={name} />
      <UploadDetails status={status} labels={labels} />
      <UploadActions name={name} can={can} verbs={{ pause, resume, cancel, retry, remove }} />
      <ProgressBar fraction={fraction} progressBarProps={progressBarProps} />
    </div>
  )
})
