import { chromium, type Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { chromiumLaunchOptions } from '../support/chromium.ts'

/** A page for one test, and what it throws or reports as an error. */
export async function openPage(): Promise<{ page: Page; errors: readonly string[] }> {
  const browser = await chromium.launch(await chromiumLaunchOptions())
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const errors: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  return { page, errors }
}
