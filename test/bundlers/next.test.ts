import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { hashIn } from './hash-in.ts'
import { openApplication } from './open-application.ts'
import { openPage } from './open-page.ts'
import { run } from './run.ts'
import { startServer } from './start-server.ts'

const script = () => join(inject('workshop'), '../node_modules/next/dist/bin/next')

test.each(['--turbopack', '--webpack'])(
  'an application that next build %s built hashes in a worker, and its Server Components render ours',
  async (bundler) => {
    const directory = await openApplication('next')
    await run(directory, process.execPath, script(), 'build', bundler)
    const address = await startServer(directory, script(), 'start', '--hostname', '127.0.0.1', '--port', '0')
    const workers = await hashIn(address)
    expect(workers).toEqual([expect.stringMatching(/^http:/)])
    await rendersOnTheServer(`${address}/files`)
  },
)

/** What the server sends is whole before any script runs, and the scripts find it as they would have made it. */
async function rendersOnTheServer(address: string) {
  const html = await (await fetch(address)).text()
  expect(html).toContain('<h1>Add files: image, function</h1>')
  expect(html).toMatch(/<button[^>]*>Choose files<\/button>/)
  const { page, errors } = await openPage()
  await page.goto(address)
  await page.waitForLoadState('networkidle')
  await page
    .locator('.rp-dropzone input[type=file]')
    .first()
    .setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') })
  // A refusal is said by the browser alone: the page is alive.
  await page.getByText('notes.txt').first().waitFor()
  expect(errors).toEqual([])
}
