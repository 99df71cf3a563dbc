'use client'

import { useFileDropzone, type UseFileDropzoneOptions } from './use-file-dropzone.ts'
import { useLeaveGuard } from '../uploads/use-leave-guard.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { dropzone as english } from '../../ui/i18n/en/dropzone.ts'
import { DefaultMessagesContext, useMessages } from '../i18n/use-messages.ts'
import { FileDuplicates } from './file-duplicates.tsx'
import { FileRejections } from './file-rejections.tsx'
import { Icon } from '../icon.tsx'

const englishMessages = { dropzone: english }

/**
 * Takes files by drop, dialog, paste and camera, and guards the page while they are on their way. The markup of
 * `useFileDropzone` and `useLeaveGuard`: with them you write your own.
 *
 * @example
 * <FileDropzone accept={{ 'video/*': [] }} maxSize={5 * 1024 ** 3} />
 */
export function FileDropzone(options: UseFileDropzoneOptions) {
  return (
    <DefaultMessagesContext.Provider value={englishMessages}>
      <Dropzone {...options} />
    </DefaultMessagesContext.Provider>
  )
}

function Dropzone(options: UseFileDropzoneOptions) {
  const dropzone = useFileDropzone(options)
  const messages = useMessages(dropzoneMessages)
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
            {messages.dropzone.chooseFiles}
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
              {messages.dropzone.cancelReading}
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
