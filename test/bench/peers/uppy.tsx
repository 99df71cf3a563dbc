import AwsS3 from '@uppy/aws-s3'
import Uppy from '@uppy/core'
import { UppyContextProvider, useUppyState } from '@uppy/react'
import type { ApiTarget, Job, Settled } from '../shared/job.ts'
import { callApi } from '../pages/api.ts'
import type { Send } from '../pages/contender.ts'
import { mount, Handle } from '../pages/mount.tsx'
import { startPage } from '../pages/page.ts'
import { Row, WindowedList } from '../pages/windowed-list.tsx'

startPage({
  send: (job) => senderOf(createUppy(job)),
  list(job, root) {
    const uppy = createUppy(job)
    const send = senderOf(uppy)
    return mount<Send>(root, (hand) => (
      <UppyContextProvider uppy={uppy}>
        <Handle value={send} hand={hand}>
          <List uppy={uppy} />
        </Handle>
      </UppyContextProvider>
    ))
  },
})

function createUppy({ type, partSize }: Job) {
  return new Uppy().use(AwsS3, {
    shouldUseMultipart: type === 'multipart',
    getChunkSize: () => partSize,
    generateObjectKey: ({ name }) => name,
    signRequest: (request) => callApi('uppy', { ...request, partSize, type }) as Promise<ApiTarget>,
  })
}

function senderOf(uppy: Uppy): Send {
  return async (files): Promise<Settled> => {
    uppy.addFiles(files.map((data) => ({ name: data.name, type: data.type, data })))
    const result = await uppy.upload()
    return { completed: result?.successful?.length ?? 0, failed: result?.failed?.length ?? 0 }
  }
}

function List({ uppy }: { uppy: Uppy }) {
  const files = useUppyState(uppy, (state) => state.files)
  const ids = Object.keys(files)
  return (
    <WindowedList
      count={ids.length}
      keyOf={(index) => ids[index] ?? ''}
      row={(index) => {
        const file = files[ids[index] ?? '']
        if (!file) return null
        const { percentage = 0, uploadComplete } = file.progress
        return (
          <Row
            name={file.name}
            status={uploadComplete ? 'completed' : 'uploading'}
            fraction={percentage / 100}
          />
        )
      }}
    />
  )
}
