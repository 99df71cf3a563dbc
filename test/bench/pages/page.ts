import type { Job, Seen } from '../shared/job.ts'
import type { Contender, Send } from './contender.ts'
import { makeFiles } from './make-files.ts'
import { watchHeap } from './watch-heap.ts'
import { watchTasks } from './watch-tasks.ts'
import { whenListed } from './when-listed.ts'

declare global {
  interface Window {
    bench: {
      /** Makes files and whatever else a contender needs. Resolves with their number. */
      prepare(job: Job): Promise<number>
      run(): Promise<Seen>
      /** Partial results of a run that does not end. */
      soFar(): Partial<Seen>
    }
  }
}

/** Gives the page its contender. The runner calls `prepare`, then `run`. */
export function startPage(contender: Contender): void {
  const tasks = watchTasks()
  let sofar: Partial<Seen> = {}
  let work: (() => Promise<Partial<Seen>>) | undefined

  async function prepare(job: Job): Promise<number> {
    const files = makeFiles(job.files)
    const root = document.querySelector<HTMLElement>('#root')
    if (!root) throw new Error('The page has no root.')
    if (job.task === 'hash') {
      const hash = await need(contender.hash)(job)
      work = async () => ({ digests: await hash(files), completed: files.length, failed: 0 })
    } else {
      const send = await sender(job, root)
      work = () => {
        if (job.task === 'list') void whenListed(root, files.length).then((listMs) => (sofar.listMs = listMs))
        return send(files)
      }
    }
    // What making files left behind is not the contender's: a collection frees it, a moment later.
    gc?.()
    await pause(50)
    return files.length
  }

  function sender(job: Job, root: HTMLElement): Promise<Send> | Send {
    if (job.task === 'list') return need(contender.list)(job, root)
    if (job.task === 'sink') return need(contender.sink)(job)
    return contender.send(job)
  }

  async function run(): Promise<Seen> {
    const heap = watchHeap()
    tasks.reset()
    // A new task: the observer does not report the task that ran the garbage collection.
    await pause(0)
    const commitsBefore = window.commits
    const from = performance.now()
    const outcome = await need(work)()
    const ms = performance.now() - from
    // The observer is notified after the task has ended.
    await pause(100)
    const settled = { completed: 0, failed: 0, ...outcome }
    const seen = {
      ms,
      maxTaskMs: tasks.longest(),
      commits: window.commits - commitsBefore,
      heapMb: heap.end(),
    }
    return { ...sofar, ...settled, ...seen }
  }

  window.bench = {
    prepare,
    run() {
      sofar = {}
      return run()
    },
    soFar: () => ({ ...sofar, maxTaskMs: tasks.longest(), commits: window.commits }),
  }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function need<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('This contender does not do that.')
  return value
}
