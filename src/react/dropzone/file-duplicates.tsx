'use client'

import type { UseFileDropzoneResult } from './use-file-dropzone.ts'
import { dropzoneMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { Icon } from '../icon.tsx'
import { CollapsibleList } from './collapsible-list.tsx'

type Props = { dropzone: Pick<UseFileDropzoneResult, 'duplicates' | 'addDuplicate' | 'skipDuplicate'> }

/** Asks about files that are here already. Takes no focus and blocks nothing: whoever goes on has skipped them. */
export function FileDuplicates({ dropzone: { duplicates, addDuplicate, skipDuplicate } }: Props) {
  const messages = useMessages(dropzoneMessages)
  if (duplicates.length === 0) return null
  const title = messages.dropzone.duplicatesTitle(duplicates.length)
  return (
    <div className="rp-notice" data-kind="duplicates" role="group" aria-label={title}>
      <div className="rp-notice-head">
        <Icon name="copies" />
        <p className="rp-notice-title">{title}</p>
        {duplicates.length > 1 && (
          <div className="rp-duplicate-actions">
            <button
              type="button"
              className="rp-button"
              onClick={() => {
                addDuplicate()
              }}
            >
              {messages.dropzone.addAllDuplicates}
            </button>
            <button
              type="button"
              className="rp-button"
              onClick={() => {
                skipDuplicate()
              }}
            >
              {messages.dropzone.skipAllDuplicates}
            </button>
          </div>
        )}
      </div>
      <CollapsibleList items={duplicates} label={title} keyOf={({ id }) => id}>
        {({ id, name }) => (
          <>
            <span className="rp-short-name">
              <bdi>{name}</bdi>
            </span>
            <div className="rp-duplicate-actions">
              <button
                type="button"
                className="rp-button"
                aria-label={messages.dropzone.addDuplicateNamed(name)}
                onClick={() => {
                  addDuplicate(id)
                }}
              >
                {messages.dropzone.addDuplicate}
              </button>
              <button
                type="button"
                className="rp-button"
                aria-label={messages.dropzone.skipDuplicateNamed(name)}
                onClick={() => {
                  skipDuplicate(id)
                }}
              >
                {messages.dropzone.skipDuplicate}
              </button>
            </div>
          </>
        )}
      </CollapsibleList>
    </div>
  )
}
