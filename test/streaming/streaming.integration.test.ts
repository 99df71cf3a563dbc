import { afterAll, beforeAll, test } from 'vitest'
import { expectHydration } from './expect-hydration.ts'
import { openStreamedPages, type Way } from './open-streamed-page.ts'

let pages: Awaited<ReturnType<typeof openStreamedPages>>
beforeAll(async () => {
  pages = await openStreamedPages()
})
afterAll(() => pages.close())

const ways: readonly Way[] = ['pipe', 'stream']

test.each(ways)('streaming › a streamed page (%s) hydrates without warnings', async (way) => {
  await expectHydration(pages, way, 'en-US', /^19\./)
})

test('streaming › numbers keep the language of the messages in a browser of another language', async () => {
  await expectHydration(pages, 'pipe', 'de-DE', /^19\./)
})
