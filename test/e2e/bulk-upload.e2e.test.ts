import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { waitOptions, waitForSummary } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'

// A dropped folder with thousands of files; `npm run bench` measures 10,000. Firefox is slow here, since WebDriver BiDi
// reports each request.

const { open, write, path, drop, stored } = livePages({ shown: true })
const count = 3_000
const many = count.toLocaleString('en')
const last = String(count - 1)

test('bulk upload › 3,000 files are stored, and the list stays windowed', { timeout: 900_000 }, async () => {
  const page = await open()
  const names = Array.from({ length: count }, (_, index) => `Archiv/${index}.txt`)
  for (let start = 0; start < count; start += 500) {
    await Promise.all(names.slice(start, start + 500).map((name) => write(name, name)))
  }
  await drop(page, [path('Archiv')])
  const rows = page.getByRole('list').locator('.rp-upload')
  await rows.first().waitFor({ timeout: 120_000 })
  await page.getByText(new RegExp(` of ${many} uploaded$`)).waitFor({ timeout: 120_000 })
  expect(await rows.count()).toBeLessThan(100)

  // The list stays usable: it can be scrolled to its end.
  const lastRow = page.locator(`.rp-item[aria-posinset="${count}"]`)
  expect(await lastRow.count()).toBe(0)
  await page.locator('.rp-scroller').evaluate((scroller) => {
    scroller.scrollTop = scroller.scrollHeight
  })
  await lastRow.waitFor({ timeout: 60_000 })
  await expect.poll(() => rows.count(), waitOptions).toBeLessThan(100)

  await waitForSummary(page, `${many} of ${many} uploaded`, 840_000)
  const files = await stored()
  expect(files).toHaveLength(count)
  expect(new Set(files.map(({ name }) => name)).size).toBe(count)
  const some = await fetch(files.find(({ name }) => name === `${last}.txt`)?.url ?? '')
  expect(await some.text()).toBe(await readFile(path(`Archiv/${last}.txt`), 'utf8'))
})
