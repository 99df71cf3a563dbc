'use client'

import { useFocusRestore } from '../a11y/use-focus-restore.ts'
import { useUploadList } from './use-upload-list.ts'
import { uploadsMessages } from '../../ui/i18n/message-groups.ts'
import { useMessages } from '../i18n/use-messages.ts'
import { UploadRow } from './upload-row.tsx'
import { UploadTotals } from './upload-totals.tsx'

/** Every upload. Renders when one comes or goes, or is scrolled to; what moves, renders in its row. */
export function UploadList() {
  const { rows, count, scrollProps, listProps } = useUploadList()
  const messages = useMessages(uploadsMessages)
  const keptFocus = useFocusRestore<HTMLElement>('dropzone')
  return (
    <section className="rp-uploads" aria-label={messages.uploads.label} {...keptFocus}>
      {count === 0 ? (
        <p className="rp-empty">{messages.uploads.empty}</p>
      ) : (
        <>
          <UploadTotals isAlone={count === 1} />
          <div className="rp-scroller" {...scrollProps}>
            <ul className="rp-list" {...listProps}>
              {rows.map(({ id, itemProps }) => (
                <li key={id} className="rp-item" {...itemProps}>
                  <UploadRow uploadId={id} />
                </li>
              ))}
            </ul>
          </div>
        </>
      )}
    </section>
  )
}
