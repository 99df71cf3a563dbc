'use client'

import { useKeptFocus } from '../hooks/use-kept-focus.ts'
import { useUploadIds } from '../hooks/use-upload-ids.ts'
import { useUploadText } from '../hooks/use-upload-text.ts'
import { UploadRow } from './upload-row.tsx'
import { UploadTotals } from './upload-totals.tsx'

/** Every upload. Renders when one comes or goes; what moves, renders in its row. */
export function UploadList() {
  const ids = useUploadIds()
  const { messages } = useUploadText()
  const keptFocus = useKeptFocus<HTMLElement>()
  return (
    <section className="rp-uploads" aria-label={messages.uploadsLabel} {...keptFocus}>
      {ids.length === 0 ? (
        <p className="rp-empty">{messages.uploadsEmpty}</p>
      ) : (
        <>
          <UploadTotals isAlone={ids.length === 1} />
          {/* Safari takes a list without markers for no list unless it is told. */}
          <ul className="rp-list" role="list">
            {ids.map((id) => (
              <li key={id} className="rp-item">
                <UploadRow uploadId={id} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
