import { afterAll, beforeAll, test } from 'vitest'
import { expectHydration } from '../streaming/expect-hydration.ts'
import { openStreamedPages, type Way } from '../streaming/open-streamed-page.ts'
import { react18 } from './alias.ts'

let pages: Awaited<ReturnType<typeof openStreamedPages>>
beforeAll(async () => {
  pages = await openStreamedPages([react18])
})
afterAll(() => pages.close())

const ways: readonly Way[] = ['pipe', 'stream']

test.each(ways)('React 18.2 › hydrates a page that it has streamed (%s)', async (way) => {
  await expectHydration(pages, way, 'de-DE', /^18\.2\.0$/)
})
