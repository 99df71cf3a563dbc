import { useState, type ReactNode } from 'react'
import { UploadProvider, useUploads, type UploadProviderProps } from 'react-presigned'
import {
  createFakeBackend,
  createScriptedTransfer,
  type FakeBackendOptions,
  type TransferScript,
} from 'react-presigned/testing'

type Props = Pick<UploadProviderProps, 'concurrency' | 'locale' | 'messages' | 'retry' | 'transfer'> & {
  children: ReactNode
  backend?: FakeBackendOptions
  /** How the bytes are transferred. */
  script?: TransferScript | ((request: { size: number; attempt: number }) => TransferScript)
  /** Added by the button. */
  files?: readonly File[]
}

// Stories about failures do not wait for retries.
const failAtOnce = { maxElapsedMs: 0 }

/** A provider without a server, and a button that adds the story's files. */
export function UploadStory({ children, backend, script, files, ...options }: Props) {
  const [fake] = useState(() => createFakeBackend(backend))
  const [transfer] = useState(() => createScriptedTransfer(script))
  return (
    <UploadProvider backend={fake} transfer={transfer} retry={failAtOnce} locale="en" {...options}>
      {files && <AddFiles files={files} />}
      {children}
    </UploadProvider>
  )
}

/** The button that adds the files of a story. */
export function AddFiles({ files }: { files: readonly File[] }) {
  const { add } = useUploads()
  return (
    <p style={{ marginBlock: '0 1em' }}>
      <button
        type="button"
        onClick={() => {
          add(files)
        }}
      >
        Add the story’s files
      </button>
    </p>
  )
}
