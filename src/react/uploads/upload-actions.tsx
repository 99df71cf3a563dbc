'use client'

import type { UploadActionsAvailable } from '../../ui/uploads/available-actions.ts'
import type { UseUploadResult } from './use-upload.ts'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { IconButton } from '../icon-button.tsx'

type Props = {
  name: string
  can: UploadActionsAvailable
  verbs: Pick<UseUploadResult, 'pause' | 'resume' | 'cancel' | 'retry' | 'remove'>
}

/** Two buttons that stay where they are, and keep the focus, while what they do follows the phase. */
export function UploadActions({ name, can, verbs }: Props) {
  const messages = useMessages(uploadsMessages)
  return (
    <div className="rp-actions">
      <FirstAction name={name} can={can} verbs={verbs} />
      {can.cancel ? (
        <IconButton icon="close" label={messages.uploads.cancelNamed(name)} onClick={verbs.cancel} />
      ) : (
        <IconButton icon="close" label={messages.uploads.removeNamed(name)} onClick={verbs.remove} />
      )}
    </div>
  )
}

function FirstAction({ name, can, verbs }: Props) {
  const messages = useMessages(uploadsMessages)
  if (can.pause)
    return <IconButton icon="pause" label={messages.uploads.pauseNamed(name)} onClick={verbs.pause} />
  if (can.resume)
    return <IconButton icon="resume" label={messages.uploads.resumeNamed(name)} onClick={verbs.resume} />
  if (!can.retry) return null
  return (
    <IconButton
      icon="retry"
      label={messages.uploads.retryNamed(name)}
      text={messages.uploads.retry}
      onClick={verbs.retry}
    />
  )
}
