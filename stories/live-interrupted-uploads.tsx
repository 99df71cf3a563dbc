import { useRef, useState } from 'react'
import { useResumableUploads, useUploadText, type UseResumableUploadsResult } from 'react-presigned'
import { Failure } from './failure.tsx'

/** The interrupted uploads; renders nothing if there are none. */
export function InterruptedUploads() {
  const resumables = useResumableUploads()
  if (resumables.uploads.length === 0) return null
  return (
    <section>
      <h2>Interrupted</h2>
      <ul className="live-files" aria-label="Interrupted uploads">
        {resumables.uploads.map((upload) => (
          <InterruptedUpload key={upload.id} upload={upload} {...resumables} />
        ))}
      </ul>
    </section>
  )
}

type Props = Pick<UseResumableUploadsResult, 'resume' | 'discard'> & {
  upload: UseResumableUploadsResult['uploads'][number]
}

/** One interrupted upload: resumes with one click if the browser kept the file handle, or else asks for the file. */
function InterruptedUpload({ upload: { id, name, sentBytes, size, canReopen }, resume, discard }: Props) {
  const { format } = useUploadText()
  const [failure, setFailure] = useState<Error>()
  const input = useRef<HTMLInputElement>(null)
  const attempt = (doing: Promise<unknown>) => {
    setFailure(undefined)
    doing.catch((error: unknown) => {
      setFailure(error instanceof Error ? error : new Error(String(error)))
    })
  }
  return (
    <li>
      <bdi className="live-name">{name}</bdi>
      <span>{`${format.bytes(sentBytes)} of ${format.bytes(size)}`}</span>
      <button
        type="button"
        aria-label={`Resume ${name}`}
        onClick={() => {
          if (canReopen) attempt(resume(id))
          else input.current?.click()
        }}
      >
        Resume
      </button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? []
          if (file) attempt(resume(id, file))
          currentTarget.value = ''
        }}
      />
      <button
        type="button"
        aria-label={`Discard ${name}`}
        onClick={() => {
          attempt(discard(id))
        }}
      >
        Discard
      </button>
      {failure && (
        <p role="alert" className="live-disclosed">
          <Failure error={failure} />
        </p>
      )}
    </li>
  )
}
