import { chromium, type Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { chromiumLaunchOptions } from '../support/chromium.ts'

/** A page for one test, and the uncaught errors of its scripts. */
export async function openPage(): Promise<{ page: Page; errors: readonly string[] }> {
  const browser = await chromium.launch(await chromiumLaunchOptions())
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  return { page, errors }
}
