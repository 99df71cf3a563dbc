import { join } from 'node:path'
import { expect, inject, test } from 'vitest'
import { hashIn } from './hash-in.ts'
import { openApplication } from './open-application.ts'
import { openPage } from './open-page.ts'
import { run } from './run.ts'
import { startServer } from './start-server.ts'

const script = () => join(inject('workshop'), '../node_modules/next/dist/bin/next')

test.each(['--turbopack', '--webpack'])(
  'hash worker in next build %s › is loaded from its file; Server Components render the dropzone',
  async (bundler) => {
    const directory = await openApplication('next')
    await run(directory, process.execPath, script(), 'build', bundler)
    const address = await startServer(directory, script(), 'start', '--hostname', '127.0.0.1', '--port', '0')
    const workers = await hashIn(address)
    expect(workers).toEqual([expect.stringMatching(/^http:/)])
    await expectServerRendering(`${address}/files`)
  },
)

/** The server's HTML is complete before any script runs, and hydration reports no mismatch. */
async function expectServerRendering(address: string) {
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
  // The rejection is shown by a script: the page is hydrated.
  await page.getByText('notes.txt').first().waitFor()
  expect(errors).toEqual([])
}
