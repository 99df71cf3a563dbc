'use client'

import { galleryMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { useGallery } from './gallery-context.ts'
import { IconButton } from '../icon-button.tsx'

/** How many frames are selected; always there, so that a change of it is heard. */
export function GallerySelected() {
  const { selection, select } = useGallery()
  const messages = useMessages(galleryMessages)
  return (
    <div className="rp-selected">
      <p className="rp-selected-count" role="status">
        {selection.length > 0 && messages.gallery.selectedCount(selection.length)}
      </p>
      {selection.length > 0 && (
        <IconButton
          icon="close"
          label={messages.gallery.deselectAll}
          onClick={() => {
            select()
          }}
        />
      )}
    </div>
  )
}
