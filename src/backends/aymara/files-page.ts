import type { ApiCall } from '../../http/api-call.ts'
import type { AymaraFileDetail } from './schemas.ts'

/** One page of files. Iterating it continues through every page after it. */
export interface AymaraFilesPage extends AsyncIterable<AymaraFileDetail> {
  readonly items: readonly AymaraFileDetail[]
  /** Number of files on all pages. */
  readonly count: number | undefined
  /** Offset of the next page; `undefined` on the last. */
  readonly nextOffset: number | undefined
  /** The page after this one; `undefined` on the last. */
  nextPage(): Promise<AymaraFilesPage | undefined>
}

/** The promise of a page. Iterating it goes through every page: `for await (const file of client.files.list())`. */
export type AymaraFilesCall = ApiCall<AymaraFilesPage> & AsyncIterable<AymaraFileDetail>

/** A page that starts at `offset`; `fetchPage` gets another. */
export function createFilesPage(
  items: readonly AymaraFileDetail[],
  count: number | undefined,
  offset: number,
  fetchPage: (offset: number) => Promise<AymaraFilesPage>,
): AymaraFilesPage {
  const end = offset + items.length
  // An empty page is the last whatever the count says, since files may be deleted between pages. So is a page without a
  // count, since the server may have ignored the offset.
  const nextOffset = items.length > 0 && count !== undefined && end < count ? end : undefined
  const page = {
    items,
    count,
    nextOffset,
    nextPage: async () => (nextOffset === undefined ? undefined : fetchPage(nextOffset)),
    [Symbol.asyncIterator]: () => readOn(page),
  }
  return page
}

/** Every file from this page on. */
export async function* readOn(first: AymaraFilesPage | Promise<AymaraFilesPage>) {
  for (let page: AymaraFilesPage | undefined = await first; page; page = await page.nextPage()) {
    yield* page.items
  }
}
