import { chromium, type Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { chromiumArguments, findChromium } from '../support/chromium.ts'

/** A page for one test, and what it throws or reports as an error. */
export async function openPage(): Promise<{ page: Page; errors: readonly string[] }> {
  const browser = await chromium.launch({
    executablePath: await findChromium(),
    args: [...chromiumArguments],
  })
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  return { page, errors }
}
