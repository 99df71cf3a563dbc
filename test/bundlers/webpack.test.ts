import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { serveFolder } from '../support/serve-folder.ts'
import { hashIn } from './hash-in.ts'
import { openApplication } from './open-application.ts'
import { run } from './run.ts'

test('hash worker in webpack › is loaded from its file by a build', async () => {
  const directory = await openApplication('webpack')
  await run(directory, process.execPath, 'build-with-webpack.js')
  await cp(join(directory, 'index.html'), join(directory, 'dist/index.html'))
  const workers = await hashIn(await serveFolder(join(directory, 'dist')))
  expect(workers).toEqual([expect.stringMatching(/^http:.*\.js$/)])
})
