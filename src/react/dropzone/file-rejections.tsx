'use client'

import type { FileRejection } from '../../ui/dropzone/validate-file.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { Icon } from '../icon.tsx'
import { IconButton } from '../icon-button.tsx'
import { CollapsibleList } from './collapsible-list.tsx'

type Props = { rejections: readonly FileRejection[]; onDismiss(): void }

/** The files that were not taken, each with its reason. */
export function FileRejections({ rejections, onDismiss }: Props) {
  const messages = useMessages(dropzoneMessages)
  if (rejections.length === 0) return null
  const title = messages.dropzone.rejectionsTitle(rejections.length)
  return (
    <div className="rp-notice" data-kind="rejections">
      <div className="rp-notice-head">
        <Icon name="alert" />
        <p className="rp-notice-title">{title}</p>
        <IconButton icon="close" label={messages.dropzone.dismissRejections} onClick={onDismiss} />
      </div>
      <CollapsibleList items={rejections} label={title} keyOf={(_, place) => place}>
        {({ name, error }) => (
          <>
            <span className="rp-short-name">
              <bdi>{name}</bdi>
            </span>{' '}
            <span className="rp-reason">{error.message}</span>
          </>
        )}
      </CollapsibleList>
    </div>
  )
}
