import { createAbortError } from '../../errors.ts'
import type { CallOptions } from '../../model/call-options.ts'

type BatchEntry<T> = {
  id: string
  signal: AbortSignal | undefined
  resolve(answer: T): void
  reject(error: unknown): void
}

/**
 * Makes one call of many: who asks while a call is under way travels in the next, at most `most` in one. A member whose
 * signal ends leaves the others alone; a call that nobody waits for any more is aborted.
 */
export function createBatcher<T>(
  ask: (ids: readonly string[], call: CallOptions) => Promise<readonly T[]>,
  most: number,
): (id: string, signal: AbortSignal | undefined) => Promise<T> {
  let waiting: BatchEntry<T>[] = []
  let isBusy = false

  async function flush(): Promise<void> {
    if (isBusy) return
    isBusy = true
    while (waiting.length > 0) {
      const members = waiting.slice(0, most)
      waiting = waiting.slice(most)
      await flushBatch(members)
    }
    isBusy = false
  }

  async function flushBatch(members: readonly BatchEntry<T>[]): Promise<void> {
    const controller = new AbortController()
    const leave = () => {
      if (members.every(({ signal }) => signal?.aborted)) controller.abort()
    }
    for (const { signal } of members) signal?.addEventListener('abort', leave)
    try {
      const answers = await ask(
        members.map(({ id }) => id),
        { signal: controller.signal },
      )
      answers.forEach((answer, place) => members[place]?.resolve(answer))
    } catch (error) {
      for (const { reject } of members) reject(error)
    } finally {
      for (const { signal } of members) signal?.removeEventListener('abort', leave)
    }
  }

  return (id, signal) =>
    new Promise<T>((resolve, reject) => {
      if (signal?.aborted) {
        reject(createAbortError(signal.reason))
        return
      }
      const member = { id, signal, resolve: settled(resolve), reject: settled(reject) }
      function settled<V>(settle: (value: V) => void) {
        return (value: V) => {
          signal?.removeEventListener('abort', abort)
          settle(value)
        }
      }
      function abort() {
        waiting = waiting.filter((other) => other !== member)
        member.reject(createAbortError(signal?.reason))
      }
      signal?.addEventListener('abort', abort)
      waiting.push(member)
      void flush()
    })
}
