'use client'

import { useFileDropzone, type UseFileDropzoneOptions } from '../hooks/use-file-dropzone.ts'
import { useLeaveGuard } from '../hooks/use-leave-guard.ts'
import { useUploadText } from '../hooks/use-upload-text.ts'
import { FileRejections } from './file-rejections.tsx'
import { Icon } from './icon.tsx'

/**
 * Takes files by drop, dialog and paste, and guards the page while they are on their way. The markup of
 * `useFileDropzone` and `useLeaveGuard`: with them you write your own.
 *
 * @example
 * <FileDropzone accept={{ 'video/*': [] }} maxSize={5 * 1024 ** 3} />
 */
export function FileDropzone(options: UseFileDropzoneOptions) {
  const dropzone = useFileDropzone(options)
  const { messages } = useUploadText()
  useLeaveGuard()
  const { drag, isReading, takes } = dropzone
  const dragging = drag === 'none' ? undefined : messages.dropzoneDragging[drag]
  return (
    <div {...dropzone.getRootProps({ className: 'rp-dropzone' })}>
      <input {...dropzone.getInputProps()} />
      <div className="rp-target">
        <Icon name="upload" />
        <p className="rp-prompt">
          {isReading ? messages.dropzoneReading : (dragging ?? messages.dropzonePrompt)}
        </p>
        <button type="button" className="rp-button" disabled={options.disabled} onClick={dropzone.open}>
          {messages.dropzoneChoose}
        </button>
        {takes && <p className="rp-takes">{takes}</p>}
      </div>
      <FileRejections rejections={dropzone.rejections} onDismiss={dropzone.clearRejections} />
    </div>
  )
}
