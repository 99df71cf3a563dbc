import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { serveFolder } from '../support/serve-folder.ts'
import { hashIn } from './hash-in.ts'
import { openApplication } from './open-application.ts'
import { run } from './run.ts'
import { startServer } from './start-server.ts'

describe.each(['vite', 'vite-6'])('hash worker in %s', (name) => {
  const script = () => join(inject('workshop'), '../node_modules', name, 'bin/vite.js')

  test('is loaded from its file by a build', async () => {
    const directory = await openApplication(name)
    await run(directory, process.execPath, script(), 'build')
    const workers = await hashIn(await serveFolder(join(directory, 'dist')))
    expect(workers).toEqual([expect.stringMatching(/^http:.*\/assets\/hash-worker-.*\.js$/)])
  })

  test('is used by the development server with pre-bundled dependencies, from Vite 8 on', async () => {
    const directory = await openApplication(name)
    const address = await startServer(directory, script(), '--host', '127.0.0.1', '--port', '0')
    const workers = await hashIn(address)
    // Before Vite 8, dependency pre-bundling loses the worker's file: files are hashed on the main thread.
    expect(workers).toEqual(name === 'vite' ? [expect.stringMatching(/^http:.*\/hash-worker\.js/)] : [])
  })
})
