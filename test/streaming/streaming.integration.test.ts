import { afterAll, beforeAll, test } from 'vitest'
import { expectHydration } from './expect-hydration.ts'
import { openStreamedPages, type Way } from './open-streamed-page.ts'

let pages: Awaited<ReturnType<typeof openStreamedPages>>
beforeAll(async () => {
  pages = await openStreamedPages()
})
afterAll(() => pages.close())

const ways: readonly Way[] = ['pipe', 'stream']

test.each(ways)('a page that is streamed (%s) comes alive as it is', async (way) => {
  await expectHydration(pages, way, 'en-US', /^19\./)
})

test('in a browser of another language numbers stay as the words are, without a mismatch', async () => {
  await expectHydration(pages, 'pipe', 'de-DE', /^19\./)
})
