'use client'

import { useFocusRestore } from '../a11y/use-focus-restore.ts'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { UploadRow } from './upload-row.tsx'

/** One upload by itself. Its frame stays when it is removed, so that the focus has a place. */
export function SingleUpload({ uploadId }: { uploadId: string }) {
  const messages = useMessages(uploadsMessages)
  const keptFocus = useFocusRestore<HTMLDivElement>('dropzone')
  return (
    <div className="rp-upload-single" role="group" aria-label={messages.uploads.label} {...keptFocus}>
      <UploadRow uploadId={uploadId} />
    </div>
  )
}
