import { uploadFiles, useUploadFiles } from '@better-upload/client'
import { useCallback } from 'react'
import type { Job } from '../shared/job.ts'
import type { Send } from '../pages/contender.ts'
import { Handle, mount } from '../pages/mount.tsx'
import { startPage } from '../pages/page.ts'
import { Row, WindowedList } from '../pages/windowed-list.tsx'

startPage({
  send: (job) => async (files) => {
    const result = await uploadFiles({ ...optionsOf(job), metadata: metadataOf(job), files: [...files] })
    return { completed: result.files.length, failed: result.failedFiles.length }
  },
  list: (job, root) => mount<Send>(root, (hand) => <Page job={job} hand={hand} />),
})

function optionsOf({ retries }: Job) {
  return { api: '/api/better-upload', route: 'bench', ...(retries && { retry: 3, retryDelay: 500 }) }
}

function metadataOf({ type, partSize }: Job) {
  return { type, partSize }
}

function Page({ job, hand }: { job: Job; hand: (send: Send) => void }) {
  const { uploadAsync, progresses } = useUploadFiles(optionsOf(job))
  const send = useCallback<Send>(
    async (files) => {
      const result = await uploadAsync([...files], { metadata: metadataOf(job) })
      return { completed: result.files.length, failed: result.failedFiles.length }
    },
    [uploadAsync, job],
  )
  return (
    <Handle value={send} hand={hand}>
      <WindowedList
        count={progresses.length}
        keyOf={(index) => progresses[index]?.objectInfo.key ?? ''}
        row={(index) => {
          const file = progresses[index]
          return file && <Row name={file.name} status={file.status} fraction={file.progress} />
        }}
      />
    </Handle>
  )
}
