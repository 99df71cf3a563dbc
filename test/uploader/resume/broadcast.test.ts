import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const module = new URL('../../../src/uploader/resume/broadcast.ts', import.meta.url).href

test('broadcast › does not keep a Node process running by a subscription', async () => {
  const script = `
    import { createBroadcast } from '${module}'
    const { subscribe, publish } = createBroadcast('test')
    subscribe(() => console.log('notified'))
    publish()
  `
  const parameters = ['--import', 'tsx', '--input-type=module', '--eval', script]
  // Rejects if the process has not exited by then.
  const { stdout } = await promisify(execFile)(process.execPath, parameters, { timeout: 20_000 })
  expect(stdout).toBe('notified\n')
})
