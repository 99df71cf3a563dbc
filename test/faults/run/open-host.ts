import type { Browser, Page } from 'playwright'
import type { FrameApi } from '../page/frame.ts'

/** A page that holds the frames of cases. */
export type HostPage = Awaited<ReturnType<typeof openHost>>

/** One frame of a page. */
export type Frame = ReturnType<typeof createFrame>

/** Opens the page that holds the frames. */
export async function openHost(browser: Browser, url: string) {
  const page = await browser.newPage()
  await page.goto(`${url}/host.html`)
  await page.waitForFunction('window.host')
  let lastKey = 0
  return {
    /** Chooses files on the disk, which frames find by their names. */
    choose: (paths: readonly string[]) => page.locator('input').setInputFiles(paths),
    frame: () => createFrame(page, ++lastKey),
    close: () => page.close(),
  }
}

function createFrame(page: Page, key: number) {
  return {
    /** Opens a page in the frame. */
    open: (path: string) => page.evaluate(([key, path]) => window.host.open(key, path), [key, path] as const),
    reload: () => page.evaluate((key) => window.host.reload(key), key),
    close: () => page.evaluate((key) => window.host.close(key), key),
    /** Calls a function of the frame's page. */
    async call<Name extends keyof FrameApi>(
      name: Name,
      ...args: Parameters<FrameApi[Name]>
    ): Promise<Awaited<ReturnType<FrameApi[Name]>>> {
      const result: unknown = await page.evaluate(callFrame, { key, name, args })
      return result as Awaited<ReturnType<FrameApi[Name]>>
    },
  }
}

/** Runs in the page. */
function callFrame({
  key,
  name,
  args,
}: {
  key: number
  name: keyof FrameApi
  args: readonly unknown[]
}): unknown {
  return window.host.call(key, name, args)
}
