import type { ApiCall } from '../../http/api-call.ts'
import type { AymaraFileDetail } from './schemas.ts'

/** One page of files. Iterated, it goes on through every page after it. */
export interface AymaraFilesPage extends AsyncIterable<AymaraFileDetail> {
  readonly items: readonly AymaraFileDetail[]
  /** Files on all pages. */
  readonly count: number | undefined
  /** Where the next page starts; `undefined` on the last. */
  readonly nextOffset: number | undefined
  /** The page after this one; `undefined` on the last. */
  nextPage(): Promise<AymaraFilesPage | undefined>
}

/** The promise of a page. Iterated, it goes through every page: `for await (const file of client.files.list())`. */
export type AymaraFilesCall = ApiCall<AymaraFilesPage> & AsyncIterable<AymaraFileDetail>

/** A page that starts at `offset`; `ask` gets another. */
export function createFilesPage(
  items: readonly AymaraFileDetail[],
  count: number | undefined,
  offset: number,
  ask: (offset: number) => Promise<AymaraFilesPage>,
): AymaraFilesPage {
  const end = offset + items.length
  // An empty page is the last whatever the count says: files may be deleted while their pages are read. So is one
  // without a count, since it cannot be told from the answer of a server that ignores the offset.
  const nextOffset = items.length > 0 && count !== undefined && end < count ? end : undefined
  const page = {
    items,
    count,
    nextOffset,
    nextPage: async () => (nextOffset === undefined ? undefined : ask(nextOffset)),
    [Symbol.asyncIterator]: () => readOn(page),
  }
  return page
}

/** Every file from a page on. */
export async function* readOn(first: AymaraFilesPage | Promise<AymaraFilesPage>) {
  for (let page: AymaraFilesPage | undefined = await first; page; page = await page.nextPage()) {
    yield* page.items
  }
}
