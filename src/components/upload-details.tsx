'use client'

import type { ProgressTexts } from '../hooks/use-upload-progress.ts'
import { useUploadText } from '../hooks/use-upload-text.ts'
import type { UseUploadResult } from '../hooks/use-upload.ts'
import { Icon } from './icon.tsx'

type Props = { texts: ProgressTexts; state: NonNullable<UseUploadResult['upload']>['state'] }

/** Where an upload is, in words; of a failed one what went wrong and what to do, whole. */
export function UploadDetails({ texts, state }: Props) {
  const { messages } = useUploadText()
  if (state.status === 'failed') {
    return (
      <p className="rp-details rp-error">
        <Icon name="alert" />
        <span>{messages.error(state.error)}</span>
      </p>
    )
  }
  return (
    <p className="rp-details">
      {state.status === 'completed' && <Icon name="check" />}
      <span>{texts.status}</span>
      <ProgressFigures texts={texts} />
    </p>
  )
}

/** How far, how much, how fast and how long still: what is known of it. */
export function ProgressFigures({ texts: { percent, amount, speed, timeLeft } }: { texts: ProgressTexts }) {
  return [percent, amount, speed, timeLeft].map((text, place) => text && <span key={place}>{text}</span>)
}
