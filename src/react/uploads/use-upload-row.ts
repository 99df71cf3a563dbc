'use client'

import { useMemo } from 'react'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import type { UploadListMessages } from '../../ui/i18n/messages.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useUpload, type UseUploadResult } from './use-upload.ts'
import { useUploadProgress, type UseUploadProgressResult } from './use-upload-progress.ts'

/** A button of a row. */
export type UploadRowButton = {
  /**
   * A React key that stays when the action changes, as from `pause` to `resume`: with it the button keeps the focus.
   * `dismiss` cancels an upload in progress and removes any other.
   */
  key: 'primary' | 'dismiss'
  action: 'pause' | 'resume' | 'retry' | 'cancel' | 'remove'
  /** Accessible name, with the name of the file: `Pause video.mp4`. */
  label: string
  onClick(): void
}

/** Everything that a row shows and does. */
export type UseUploadRowResult = UseUploadResult &
  UseUploadProgressResult & { buttons: readonly UploadRowButton[] }

/**
 * Everything that a row needs: the upload, its progress and labels, its available actions and their buttons. Re-renders
 * only when that upload changes.
 *
 * @example
 * const { upload, labels, fraction, progressBarProps, buttons } = useUploadRow(id)
 * {buttons.map(({ key, action, label, onClick }) => (
 *   <button key={key} aria-label={label} onClick={onClick}><Icon name={action} /></button>
 * ))}
 */
export function useUploadRow(id: string): UseUploadRowResult {
  const row = useUpload(id)
  const progress = useUploadProgress(id)
  const { uploads: messages } = useMessages(uploadsMessages)
  const buttons = useMemo(() => rowButtons(row, messages), [row, messages])
  return useMemo(() => ({ ...progress, ...row, buttons }), [progress, row, buttons])
}

function rowButtons(row: UseUploadResult, messages: UploadListMessages): readonly UploadRowButton[] {
  const { upload, can } = row
  if (!upload) return []
  const button = (key: UploadRowButton['key'], action: UploadRowButton['action']): UploadRowButton => ({
    key,
    action,
    label: messages[`${action}Named`](upload.name),
    onClick: row[action],
  })
  const primary = (['pause', 'resume', 'retry'] as const).find((action) => can[action])
  return [
    ...(primary ? [button('primary', primary)] : []),
    button('dismiss', can.cancel ? 'cancel' : 'remove'),
  ]
}
