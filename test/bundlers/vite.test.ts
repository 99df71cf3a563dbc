import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { serveFolder } from '../support/serve-folder.ts'
import { hashIn } from './hash-in.ts'
import { openApplication } from './open-application.ts'
import { run } from './run.ts'
import { startServer } from './start-server.ts'

describe.each(['vite', 'vite-6'])('%s', (name) => {
  const script = () => join(inject('workshop'), '../node_modules', name, 'bin/vite.js')

  test('an application that it built hashes in a worker', async () => {
    const directory = await openApplication(name)
    await run(directory, process.execPath, script(), 'build')
    const workers = await hashIn(await serveFolder(join(directory, 'dist')))
    expect(workers).toEqual([expect.stringMatching(/^http:.*\/assets\/hash-worker-.*\.js$/)])
  })

  test('its development server gives a worker, with dependencies bundled beforehand', async () => {
    const directory = await openApplication(name)
    const address = await startServer(directory, script(), '--host', '127.0.0.1', '--port', '0')
    const workers = await hashIn(address)
    // Before Vite 8 the worker's file is lost in the bundle, and its text takes its place.
    expect(workers).toEqual([expect.stringMatching(name === 'vite' ? /^http:.*\/hash-worker\.js/ : /^blob:/)])
  })
})
