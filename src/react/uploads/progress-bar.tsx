import type { CSSProperties } from 'react'
import type { UseUploadProgressResult } from './use-upload-progress.ts'

type Props = Pick<UseUploadProgressResult, 'fraction' | 'progressBarProps'>

/** A bar. Its fill is a native one that is full, so that it takes the page's `accent-color`. */
export function ProgressBar({ fraction, progressBarProps }: Props) {
  const style: CSSProperties & Record<'--rp-fraction', number> = { '--rp-fraction': fraction }
  return (
    <div className="rp-bar" {...progressBarProps}>
      <progress className="rp-bar-fill" value={1} max={1} aria-hidden="true" style={style} />
    </div>
  )
}
