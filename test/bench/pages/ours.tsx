import type { Job } from '../shared/job.ts'
import { benchBackend, hashBackend } from './ours/bench-backend.ts'
import { countSettled } from './ours/count-settled.ts'
import { mountOurs, OurList } from './ours/ours-page.tsx'
import { sinkOurs } from './ours/sink.ts'
import { startPage } from './page.ts'
import type { Hash, Send } from './contender.ts'

startPage({
  send: (job) => senderOf(job, document.createElement('div')),
  list: (job, root) => senderOf(job, root, true),
  sink: sinkOurs,
  hash: hasherOf,
})

async function hasherOf(job: Job): Promise<Hash> {
  const digests = new Map<string, string>()
  const { listen, until } = countSettled()
  const backend = hashBackend((name, digest) => digests.set(name, digest))
  const actions = await mountOurs(document.createElement('div'), { job, backend, listen })
  return async (files) => {
    const settled = until(files.length)
    actions.add(files)
    await settled
    return files.map(({ name }) => digests.get(name) ?? '')
  }
}

async function senderOf(job: Job, root: HTMLElement, isListed = false): Promise<Send> {
  const { listen, until } = countSettled()
  const actions = await mountOurs(root, {
    job,
    backend: benchBackend(job),
    listen,
    children: isListed ? <OurList /> : undefined,
  })
  return (files) => {
    const settled = until(files.length)
    actions.add(files)
    return settled
  }
}
