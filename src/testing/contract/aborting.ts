import type { CallOptions } from '../../model/call-options.ts'
import { assertRejects } from './assert.ts'
import type { TestContext } from './context.ts'
import type { Check } from './case.ts'
import type { BackendMethod } from './options.ts'

type Call = (bench: TestContext, id: string, call: CallOptions) => Promise<unknown> | undefined

// `confirm` may have nothing to ask anybody, and `reopen` has no token here.
const calls: Record<Exclude<BackendMethod, 'confirm' | 'resume'>, Call> = {
  status: ({ backend }, id, call) => backend.status?.(id, call),
  get: ({ backend }, id, call) => backend.get?.(id, call),
  list: ({ backend }, _id, call) => backend.list?.({}, call),
  find: ({ backend }, id, call) => backend.find?.({ ids: [id] }, call),
  remove: ({ backend }, id, call) => backend.remove?.(id, call),
  frames: ({ backend }, id, call) => backend.frames?.(id, call),
  importUrls: ({ backend }, _id, call) => backend.importUrls?.(['https://example.com/a.png'], call),
  presign: ({ backend }, _id, call) => backend.presign?.('s3://bucket/a.png', call),
}

/** What a signal must do. */
export const abortingChecks: readonly Check[] = [
  {
    name: 'sign ends with its signal, as aborted',
    async run(bench) {
      const intent = await bench.intentOf(bench.sampleFile())
      await assertAborts('sign', (call) => bench.backend.sign([intent], call))
    },
  },
  ...Object.entries(calls).map(([method, make]): Check => ({
    name: `${method} ends with its signal, as aborted`,
    needs: [method as keyof typeof calls],
    async run(bench) {
      await assertAborts(method, (call) => make(bench, bench.unknownId, call) ?? Promise.resolve())
    },
  })),
]

async function assertAborts(what: string, make: (call: CallOptions) => Promise<unknown>): Promise<void> {
  const before = make({ signal: AbortSignal.abort() })
  await assertRejects(before, `${what} with a signal that is aborted already`, 'aborted')
  const controller = new AbortController()
  const meanwhile = make({ signal: controller.signal })
  controller.abort()
  await assertRejects(meanwhile, `${what} with a signal that is aborted meanwhile`, 'aborted')
}
