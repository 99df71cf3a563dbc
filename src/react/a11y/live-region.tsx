'use client'

import type { CSSProperties } from 'react'
import { announcer as english } from '../../ui/i18n/en/announcer.ts'
import { DefaultMessagesContext } from '../i18n/use-messages.ts'
import { useUploadAnnouncer } from './use-upload-announcer.ts'

// Inline, since headless applications load no stylesheet.
const visuallyHidden: CSSProperties = {
  position: 'absolute',
  inlineSize: 1,
  blockSize: 1,
  margin: -1,
  padding: 0,
  border: 0,
  overflow: 'hidden',
  clipPath: 'inset(50%)',
  whiteSpace: 'nowrap',
}

const englishMessages = { announcer: english }

/**
 * Announces uploads to screen readers. It is mounted before there is anything to announce: a region that is inserted
 * together with its first text is not read. `aria-live` stands beside the role, since dialog libraries set `aria-hidden`
 * on everything outside the dialog except live regions.
 */
export function UploadLiveRegion() {
  return (
    <DefaultMessagesContext.Provider value={englishMessages}>
      <AnnouncedText />
    </DefaultMessagesContext.Provider>
  )
}

function AnnouncedText() {
  const text = useUploadAnnouncer()
  return (
    <div role="status" aria-live="polite" style={visuallyHidden}>
      {text}
    </div>
  )
}
