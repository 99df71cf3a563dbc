'use client'

import type { FileRejection } from '../hooks/judge-files.ts'
import { useUploadText } from '../hooks/use-upload-text.ts'
import { Icon } from './icon.tsx'

type Props = { rejections: readonly FileRejection[]; onDismiss(): void }

/** The files that were not taken, each with its reason. The region is always there, so that it is heard. */
export function FileRejections({ rejections, onDismiss }: Props) {
  const { messages } = useUploadText()
  const hasSome = rejections.length > 0
  return (
    <div className="rp-rejections" data-empty={!hasSome}>
      <div role="status">
        {hasSome && (
          <>
            <p className="rp-rejections-title">
              <Icon name="alert" />
              {messages.rejectionsTitle(rejections.length)}
            </p>
            <ul className="rp-list" role="list">
              {rejections.map(({ name, error }, place) => (
                <li key={place} className="rp-rejection">
                  <bdi className="rp-rejection-name">{name}</bdi>{' '}
                  <span className="rp-rejection-reason">{messages.error(error)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
      {hasSome && (
        <button type="button" className="rp-button" onClick={onDismiss}>
          {messages.rejectionsDismiss}
        </button>
      )}
    </div>
  )
}
