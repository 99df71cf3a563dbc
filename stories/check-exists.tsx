import { useState } from 'react'
import { useFindFiles } from 'react-presigned'
import { Failure } from './failure.tsx'

/** Checks whether the backend already stores a file with this content. */
export function CheckExists() {
  const [digest, setDigest] = useState<string>()
  const { data: files, error } = useFindFiles({ contentHashes: digest === undefined ? [] : [digest] })
  const [known] = files ?? []
  return (
    <>
      <label>
        File{' '}
        <input
          type="file"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? []
            if (file) void sha256Of(file).then(setDigest)
          }}
        />
      </label>
      <p role="status">
        {error && <Failure error={error} />}
        {files && (known ? `It is there as ${known.name}.` : 'It is not there yet.')}
      </p>
    </>
  )
}

async function sha256Of(file: File): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
