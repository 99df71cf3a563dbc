import { useUploadProgress } from 'react-presigned'

export function ProgressText({ id }: { id?: string }) {
  const { fraction, labels, progressBarProps } = useUploadProgress(id)
  return (
    <>
      <div {...progressBarProps} style={{ height: 4, width: `${fraction * 100}%`, background: 'teal' }} />
      <p>{[labels.status, labels.amount, labels.speed, labels.timeLeft].filter(Boolean).join(' · ')}</p>
    </>
  )
}
