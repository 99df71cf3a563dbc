import type { Backend } from 'react-presigned'
import type { Job } from '../../shared/job.ts'
import type { Send } from '../contender.ts'
import { countSettled } from './count-settled.ts'
import { mountOurs } from './ours-page.tsx'
import { createSink } from './sink-transfer.ts'

const pauses = 5

/** One file in thousands of parts; the upload is paused and goes on while parts are under way. */
export function sinkOurs(job: Job): Send {
  const sink = createSink(job)
  const { listen, until } = countSettled()
  const backend: Backend = {
    name: 'sink',
    sign: (intents) =>
      Promise.resolve(
        intents.map(({ uploadId, name, size }) => ({
          file: { id: uploadId, name, size, status: 'completed', raw: undefined },
          target: {
            type: 'multipart',
            resumeToken: uploadId,
            partSize: job.partSize,
            signParts: (numbers) =>
              Promise.resolve(numbers.map((number) => ({ number, url: urlOf(number), headers: {} }))),
            listParts: () => Promise.resolve(sink.parts()),
            complete: () =>
              Promise.resolve({ id: uploadId, name, size, status: 'completed', raw: undefined }),
            abort: () => Promise.resolve(),
          },
        })),
      ),
  }

  return async (files) => {
    const root = document.createElement('div')
    const actions = await mountOurs(root, { job, backend, listen, transfer: sink.transfer })
    const settled = until(files.length)
    actions.add(files)
    const total = Math.ceil((files[0]?.size ?? 0) / job.partSize)
    for (let pause = 1; pause <= pauses; pause++) {
      await Promise.race([settled, reached(() => sink.parts().length, (total * pause) / (pauses + 1))])
      actions.pauseAll()
      await new Promise((resolve) => setTimeout(resolve, 50))
      actions.resumeAll()
    }
    const outcome = await settled
    const complaint = outcome.error ?? sink.complaint()
    if (complaint !== undefined) throw new Error(complaint)
    return outcome
  }
}

function urlOf(number: number): string {
  return `https://sink.invalid/large.bin?partNumber=${String(number)}`
}

async function reached(value: () => number, goal: number): Promise<void> {
  while (value() < goal) await new Promise((resolve) => setTimeout(resolve, 5))
}
