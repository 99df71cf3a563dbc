import type { CSSProperties } from 'react'
import { useVideoFrameGallery } from 'react-presigned'
import './light-table.css'

/** The gallery of an editing room: a monitor, and beside it a list in which stretches are marked. */
export function LightTable({ fileId }: { fileId: string }) {
  const gallery = useVideoFrameGallery(fileId, { selectionMode: 'multiple' })
  const { label, message, messageProps, visible, selection, shown, active, isPlaying } = gallery
  const { 'aria-label': play, ...playProps } = gallery.playProps
  // Without a dialog the monitor shows what the flip-book turns to.
  const current = shown ?? active
  const [first, last] = [selection[0], selection.at(-1)]
  const style: CSSProperties & Record<'--ratio', number> = { '--ratio': gallery.aspectRatio }
  return (
    <section className="light-table" aria-label={label} style={style}>
      <div className="monitor">
        <div className="monitor-picture">
          {current?.url && <img key={current.attempt} {...gallery.getImageProps(current.index)} />}
        </div>
        <div className="monitor-desk">
          <span className="monitor-time">{current?.timeCode ?? '–:––'}</span>
          <button {...playProps}>{play}</button>
          <input {...gallery.scrubberProps} />
        </div>
        <div className="monitor-desk">
          <p {...messageProps}>{message}</p>
          <p role="status">
            {first && last && `In ${first.timeCode} · Out ${last.timeCode} · ${selection.length}`}
          </p>
          {isPlaying && <p>Running</p>}
        </div>
      </div>
      <div className="clips" {...gallery.getGridProps()}>
        <div {...gallery.getSheetProps()}>
          {visible.map(({ index, url, attempt, timeCode }) => (
            <div key={index} className="clip" {...gallery.getFrameProps(index)}>
              <span>{url && <img key={attempt} {...gallery.getImageProps(index)} />}</span>
              <span>{timeCode}</span>
            </div>
          ))}
        </div>
      </div>
    </section>
  )
}
