import { splitFileName } from '../ui/uploads/split-file-name.ts'

/**
 * A file's name in one line: where room is short it loses its middle, never its extension. Both ways of writing it are
 * there, and the stylesheet shows the one that has room.
 */
export function FileName({ name }: { name: string }) {
  const [start, end] = splitFileName(name)
  return (
    <span className="rp-name" title={name} dir="auto">
      <span className="rp-name-whole">{name}</span>
      <span className="rp-name-short" aria-hidden="true">
        <span className="rp-name-start">{start}</span>
        <span className="rp-name-end">{end}</span>
      </span>
    </span>
  )
}
