import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { createSubscribable } from '../../src/lib/subscribable.ts'

describe('subscribable', () => {
  test('calls those who were subscribed when the notification began', () => {
    const { subscribe, notify } = createSubscribable<number>()
    const calls: string[] = []
    subscribe((value) => {
      calls.push(`first ${value}`)
      subscribe(() => calls.push('late'))
      unsubscribe()
    })
    const unsubscribe = subscribe(() => calls.push('second'))
    notify(1)
    expect(calls).toEqual(['first 1'])
  })

  test('reports what a listener throws, and calls the others', () => {
    const report = vi.fn()
    vi.stubGlobal('reportError', report)
    onTestFinished(() => void vi.unstubAllGlobals())
    const { subscribe, notify } = createSubscribable()
    const error = new Error('thrown by a listener')
    const called: string[] = []
    subscribe(() => {
      throw error
    })
    subscribe(() => called.push('second'))
    notify()
    expect(called).toEqual(['second'])
    expect(report.mock.calls).toEqual([[error]])
  })

  test('calls the others in Node, where an error of a listener is uncaught', async () => {
    // Node 20 has no `reportError`.
    vi.stubGlobal('reportError', undefined)
    const queued: (() => void)[] = []
    vi.stubGlobal('queueMicrotask', (task: () => void) => queued.push(task))
    onTestFinished(() => void vi.unstubAllGlobals())
    const { subscribe, notify } = createSubscribable()
    const called: string[] = []
    subscribe(() => {
      throw new Error('thrown by a listener')
    })
    subscribe(() => called.push('second'))
    notify()
    expect(called).toEqual(['second'])
    expect(queued).toHaveLength(1)
    expect(queued[0]).toThrow('thrown by a listener')
  })

  test('connects with the first listener and disconnects after the last', () => {
    const log: string[] = []
    const { subscribe } = createSubscribable(() => {
      log.push('connect')
      return () => log.push('disconnect')
    })
    const first = subscribe(() => undefined)
    const second = subscribe(() => undefined)
    first()
    first()
    expect(log).toEqual(['connect'])
    second()
    expect(log).toEqual(['connect', 'disconnect'])
  })
})
