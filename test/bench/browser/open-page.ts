import { setTimeout as sleep } from 'node:timers/promises'
import type { Job, Seen } from '../shared/job.ts'
import type { Cdp } from './cdp.ts'
import { readPeakMemory } from './read-peak-memory.ts'

type Evaluated = {
  result: { value?: unknown; objectId?: string }
  exceptionDetails?: { exception?: { description?: string }; text: string }
}

/** A fresh page: connections, preflights and memory of its own. */
export async function openPage(send: Cdp, url: string) {
  const { browserContextId } = (await send('Target.createBrowserContext')) as { browserContextId: string }
  const created = await send('Target.createTarget', { url, browserContextId })
  const { targetId } = created as { targetId: string }
  const attached = await send('Target.attachToTarget', { targetId, flatten: true })
  const { sessionId } = attached as { sessionId: string }

  async function evaluate(expression: string, returnByValue = true): Promise<Evaluated['result']> {
    const options = { expression, awaitPromise: true, returnByValue, userGesture: true }
    const response = (await send('Runtime.evaluate', options, sessionId)) as Evaluated
    const { result, exceptionDetails: thrown } = response
    if (thrown) throw new Error(thrown.exception?.description ?? thrown.text)
    return result
  }

  return {
    async prepare(job: Job, fileOnDisk: string | undefined): Promise<void> {
      while ((await evaluate('document.readyState === "complete" && "bench" in window')).value !== true)
        await sleep(20)
      if (fileOnDisk !== undefined) {
        const { objectId } = await evaluate('document.querySelector("#file")', false)
        await send('DOM.setFileInputFiles', { files: [fileOnDisk], objectId }, sessionId)
      }
      await evaluate(`bench.prepare(${JSON.stringify(job)})`)
    },
    run: async () => (await evaluate('bench.run()')).value as Seen,
    /** The results so far of a page that is still running; empty if it does not respond. */
    async soFar(): Promise<Partial<Seen>> {
      const asked = evaluate('bench.soFar()').then(({ value }) => value as Partial<Seen>)
      return Promise.race([asked.catch(() => ({})), sleep(2000, {})])
    },
    peakMemoryMb: () => readPeakMemory(send),
    async close(): Promise<void> {
      await send('Target.closeTarget', { targetId })
      await send('Target.disposeBrowserContext', { browserContextId })
    },
  }
}
