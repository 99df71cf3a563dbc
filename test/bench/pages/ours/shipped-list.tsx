import type { ReactNode } from 'react'
import { UploadProgress, useUploadIds } from 'react-presigned'
import type { Job } from '../../shared/job.ts'
import type { Send } from '../contender.ts'
import { startPage } from '../page.ts'
import { benchBackend } from './bench-backend.ts'
import { countSettled } from './count-settled.ts'
import { mountOurs } from './ours-page.tsx'

/** Starts a page that shows its uploads with `<UploadProgress>`. */
export function startShippedList(): void {
  startPage({
    send: (job) => openSender(job, document.createElement('div')),
    list: (job, root) =>
      openSender(
        job,
        root,
        <Counted>
          <UploadProgress />
        </Counted>,
      ),
  })
}

/** Marks the list with the number of uploads, for `whenListed`. */
function Counted({ children }: { children: ReactNode }) {
  return <div data-count={useUploadIds().length}>{children}</div>
}

async function openSender(job: Job, root: HTMLElement, children?: ReactNode): Promise<Send> {
  const { listen, until } = countSettled()
  const actions = await mountOurs(root, { job, backend: benchBackend(job), listen, children })
  return (files) => {
    const settled = until(files.length)
    actions.add(files)
    return settled
  }
}
