'use client'

import { dropzone as english } from '../../ui/i18n/en/dropzone.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useAnnouncements } from '../a11y/use-upload-announcer.ts'
import { DefaultMessagesContext, useMessages } from '../i18n/use-messages.ts'
import { Icon } from '../icon.tsx'
import { useLeaveGuard } from '../uploads/use-leave-guard.ts'
import { FileDuplicates, FileRejections } from './file-notices.tsx'
import { useFileDropzone, type UseFileDropzoneOptions } from './use-file-dropzone.ts'

const englishMessages = { dropzone: english }

/**
 * Adds files by drop, file dialog, paste and camera, and warns before the page is left while they are uploaded. Its
 * markup is that of `useFileDropzone` and `useLeaveGuard`: use the hooks to write your own.
 *
 * @example
 * <FileDropzone accept={{ 'video/*': [] }} maxSize={5 * 1024 ** 3} />
 */
export function FileDropzone(options: UseFileDropzoneOptions) {
  useAnnouncements()
  return (
    <DefaultMessagesContext.Provider value={englishMessages}>
      <Dropzone {...options} />
    </DefaultMessagesContext.Provider>
  )
}

function Dropzone(options: UseFileDropzoneOptions) {
  const dropzone = useFileDropzone(options)
  const messages = useMessages(dropzoneMessages).dropzone
  const { pickers, label, hint, error } = dropzone
  useLeaveGuard()
  return (
    <div {...dropzone.getRootProps({ className: 'rp-dropzone' })}>
      <input {...dropzone.getInputProps()} />
      {dropzone.hiddenInputs.map((props) => (
        <input key={props.value} {...props} />
      ))}
      <div className="rp-target">
        <Icon name="upload" />
        <p className="rp-dropzone-label">{label}</p>
        <div className="rp-pickers">
          <button {...dropzone.getButtonProps()} className="rp-button">
            {messages.chooseFiles}
          </button>
          {pickers.map(({ kind, label, inputProps, buttonProps }) => (
            <span key={kind} className="rp-picker">
              <input {...inputProps} />
              <button {...buttonProps} className="rp-button">
                <Icon name={kind} />
                {label}
              </button>
            </span>
          ))}
          {dropzone.isReading && (
            <button type="button" className="rp-button" onClick={dropzone.cancelReading}>
              {messages.cancelReading}
            </button>
          )}
        </div>
        {hint && (
          <p {...dropzone.hintProps} className="rp-hint">
            {hint}
          </p>
        )}
        {error && (
          <p {...dropzone.errorProps} className="rp-error">
            <Icon name="alert" />
            <span>{error}</span>
          </p>
        )}
      </div>
      <FileDuplicates dropzone={dropzone} />
      <FileRejections rejections={dropzone.rejections} onDismiss={dropzone.clearRejections} />
      <p className="rp-hidden" role="status">
        {dropzone.announcement}
      </p>
      {dropzone.isPageDragActive && (
        <div {...dropzone.overlayProps} className="rp-page-overlay" data-drag={dropzone.dragState}>
          <p className="rp-page-label">{label}</p>
        </div>
      )}
    </div>
  )
}
