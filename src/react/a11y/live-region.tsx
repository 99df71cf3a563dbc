'use client'

import type { CSSProperties } from 'react'
import { useUploadAnnouncer } from './use-upload-announcer.ts'

// Not by a class: applications that write their own markup load no stylesheet of ours.
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

/**
 * Says what becomes of the uploads. It is there from the start: a region that comes with its first words is not read. It
 * is named as live besides its role: dialogs of libraries hide from screen readers all around them but what is.
 */
export function UploadLiveRegion() {
  const text = useUploadAnnouncer()
  return (
    <div role="status" aria-live="polite" style={visuallyHidden}>
      {text}
    </div>
  )
}
