'use client'

import type { ProgressTexts } from '../hooks/use-upload-progress.ts'
import { useUploadText } from '../hooks/use-upload-text.ts'
import type { UseUploadResult } from '../hooks/use-upload.ts'
import { Figures } from './figures.tsx'
import { Icon } from './icon.tsx'

type Props = { texts: ProgressTexts; state: NonNullable<UseUploadResult['upload']>['state'] }

/** Where an upload is, in words; of a failed one what went wrong and what to do, whole. */
export function UploadDetails({ texts, state }: Props) {
  const { messages } = useUploadText()
  if (state.status === 'failed') {
    return (
      <p className="rp-error">
        <Icon name="alert" />
        <span>{messages.error(state.error)}</span>
      </p>
    )
  }
  const { status, percent, amount, speed, timeLeft } = texts
  return (
    <>
      <p className="rp-state">
        {state.status === 'completed' && <Icon name="check" />}
        <Figures texts={[status, percent]} />
      </p>
      <p className="rp-figures">
        <Figures texts={[amount, speed, timeLeft]} />
      </p>
    </>
  )
}
