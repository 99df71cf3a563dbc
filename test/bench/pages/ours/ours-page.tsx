import { useCallback, type ReactNode } from 'react'
import {
  uploadFraction,
  UploadProvider,
  useUpload,
  useUploadIds,
  useUploadActions,
  type Backend,
  type Transfer,
  type UploadListener,
  type UploadActions,
} from 'react-presigned'
import type { Job } from '../../shared/job.ts'
import { Handle, mount } from '../mount.tsx'
import { Row, WindowedList } from '../windowed-list.tsx'

type Options = {
  job: Job
  backend: Backend
  listen: UploadListener
  transfer?: Transfer
  children?: ReactNode
}

/** Mounts an application that uploads, and resolves with its actions. */
export function mountOurs(root: HTMLElement, options: Options): Promise<UploadActions> {
  const { job, backend, listen, transfer, children } = options
  return mount<UploadActions>(root, (hand) => (
    <UploadProvider backend={backend} concurrency={job.concurrency} transfer={transfer} onEvent={listen}>
      <WithActions hand={hand}>{children}</WithActions>
    </UploadProvider>
  ))
}

function WithActions({ hand, children }: { hand: (actions: UploadActions) => void; children: ReactNode }) {
  return (
    <Handle value={useUploadActions()} hand={hand}>
      {children}
    </Handle>
  )
}

/** The list as the README shows it for long ones: ids above, an upload a row. */
export function OurList() {
  const ids = useUploadIds()
  const idOf = useCallback((index: number) => ids[index] ?? '', [ids])
  return <WindowedList count={ids.length} keyOf={idOf} row={(index) => <OurRow uploadId={idOf(index)} />} />
}

function OurRow({ uploadId }: { uploadId: string }) {
  const { upload } = useUpload(uploadId)
  return upload && <Row name={upload.name} status={upload.state.status} fraction={uploadFraction(upload)} />
}
