import { splitFileName } from '../hooks/split-file-name.ts'

/** A file's name in one line: where room is short it loses its middle, never its extension. */
export function FileName({ name }: { name: string }) {
  const [start, end] = splitFileName(name)
  return (
    <span className="rp-name" title={name} dir="auto">
      <span className="rp-hidden">{name}</span>
      <span className="rp-name-start" aria-hidden="true">
        {start}
      </span>
      {end && (
        <span className="rp-name-end" aria-hidden="true">
          {end}
        </span>
      )}
    </span>
  )
}
