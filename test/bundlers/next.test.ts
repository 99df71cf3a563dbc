import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { hashIn } from './hash-in.ts'
import { openApplication } from './open-application.ts'
import { run } from './run.ts'
import { startServer } from './start-server.ts'

const script = () => join(inject('workshop'), '../node_modules/next/dist/bin/next')

test.each(['--turbopack', '--webpack'])(
  'an application that next build %s built hashes in a worker',
  async (bundler) => {
    const directory = await openApplication('next')
    await run(directory, process.execPath, script(), 'build', bundler)
    const address = await startServer(directory, script(), 'start', '--hostname', '127.0.0.1', '--port', '0')
    const workers = await hashIn(address)
    expect(workers).toEqual([expect.stringMatching(/^http:/)])
  },
)
