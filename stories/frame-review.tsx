import type { CSSProperties } from 'react'
import { useFocusRestore, useUploadText, useVideoFrameGallery, type FrameButtonProps } from 'react-presigned'
import './frame-review.css'

/** A gallery for reviewing a video: a monitor, and a list in which ranges are selected. */
export function FrameReview({ fileId }: { fileId: string }) {
  const gallery = useVideoFrameGallery(fileId, { selectionMode: 'multiple' })
  const { label, message, messageProps, virtualFrames, selection, shown, active, isPlaying } = gallery
  const { failedCount, retry, open, getImageProps } = gallery
  const { messages } = useUploadText()
  const focusProps = useFocusRestore<HTMLElement>()
  // There is no dialog: the monitor shows the open frame, or else the frame that playback has reached.
  const current = shown ?? active
  const [first, last] = [selection[0], selection.at(-1)]
  const style: CSSProperties & Record<'--ratio', number> = { '--ratio': gallery.aspectRatio }
  return (
    <section className="frame-review" aria-label={label} style={style} {...focusProps}>
      <div className="monitor">
        <div className="monitor-image" {...gallery.viewportProps}>
          {current?.url && <img key={current.attempt} {...getImageProps(current.index)} />}
          {current?.status === 'broken' && (
            <button type="button" onClick={() => retry(current.index)}>
              {messages.gallery.retryFrame}
            </button>
          )}
        </div>
        <div className="monitor-desk">
          <span className="monitor-time">{current?.timecode ?? '–:––'}</span>
          <Key sign={isPlaying ? 'Ⅱ' : '▷'} {...gallery.playProps} />
          <input {...gallery.scrubberProps} />
        </div>
        <div className="monitor-desk">
          {shown ? (
            <>
              <Key sign="−" {...gallery.zoomOutProps} />
              <Key sign="+" {...gallery.zoomInProps} />
              <a {...gallery.originalProps}>↗</a>
              <a {...gallery.downloadProps}>↓</a>
              <Key sign="×" {...gallery.closeProps} />
            </>
          ) : (
            <button type="button" disabled={!active} onClick={() => active && open(active.index)}>
              {messages.gallery.openFrame}
            </button>
          )}
        </div>
        <div className="monitor-desk">
          <p {...messageProps}>{message}</p>
          <p role="status">
            {first && last && `In ${first.timecode} · Out ${last.timecode} · ${selection.length}`}
          </p>
          {failedCount > 0 && (
            <>
              <p className="monitor-trouble">{messages.gallery.failedCount(failedCount)}</p>
              <button type="button" onClick={() => retry()}>
                {messages.gallery.retry}
              </button>
            </>
          )}
        </div>
      </div>
      <div className="clips" {...gallery.getGridProps()}>
        <div {...gallery.getContentProps()}>
          {virtualFrames.map(({ index, url, attempt, timecode }) => (
            <div key={index} className="clip" {...gallery.getFrameProps(index)}>
              <span>{url && <img key={attempt} {...getImageProps(index)} />}</span>
              <span>{timecode}</span>
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}

function Key({ sign, ...buttonProps }: { sign: string } & FrameButtonProps) {
  return <button {...buttonProps}>{sign}</button>
}
