import type { FileChooser, Page } from 'playwright'
import { expect, test } from 'vitest'
import { focused, tabTo } from '../support/focused.ts'
import { holdUploads } from '../support/hold-uploads.ts'
import { isFirefox } from '../support/launch-browser.ts'
import { choose, waitOptions, waitForSummary } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'
import { makeVideo } from '../support/make-video.ts'

// A person who uses no mouse.

const { open, write, path } = livePages()

const rows = (page: Page) => page.locator('.rp-upload')

test('keys choose files, pause, resume, cancel, retry and remove', { timeout: 240_000 }, async () => {
  const page = await open()
  const sending = await holdUploads(page.context())
  // From here on: what waits for one only when a key is pressed may come too late for it.
  const dialogs: FileChooser[] = []
  page.on('filechooser', (dialog) => dialogs.push(dialog))
  const names = ['eins.txt', 'zwei.txt', 'drei.txt']
  const paths = await Promise.all(names.map((name) => write(name, name)))
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Choose files')
  await page.keyboard.press('Enter')
  await expect.poll(() => dialogs.length, waitOptions).toBe(1)
  await dialogs[0]?.setFiles(paths)
  await expect.poll(() => rows(page).count(), waitOptions).toBe(3)
  await expect.poll(() => sending.held(), waitOptions).toBe(3)
  // While they are on their way the dialog opens again; over BiDi a page has one in its life.
  if (!isFirefox) {
    await page.keyboard.press('Space')
    await expect.poll(() => dialogs.length, waitOptions).toBe(2)
  }

  // One button pauses and resumes, and keeps the focus.
  await tabTo(page, 'Pause eins.txt')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page), waitOptions).toBe('Resume eins.txt')
  await page.keyboard.press('Space')
  await expect.poll(() => focused(page), waitOptions).toBe('Pause eins.txt')

  // Arrows lead from row to row, and stay at the same button.
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => focused(page), waitOptions).toBe('Pause zwei.txt')
  await page.keyboard.press('Home')
  await expect.poll(() => focused(page), waitOptions).toBe('Pause eins.txt')

  // What is cancelled can be tried again or taken off, by the buttons in the same place.
  await page.keyboard.press('Tab')
  expect(await focused(page)).toBe('Cancel eins.txt')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page), waitOptions).toBe('Remove eins.txt')
  await page.keyboard.press('Shift+Tab')
  expect(await focused(page)).toBe('Retry eins.txt')
  await page.keyboard.press('Tab')

  // Whose row goes, the next one's button has the focus.
  await page.keyboard.press('Enter')
  await expect.poll(() => rows(page).count(), waitOptions).toBe(2)
  await expect.poll(() => focused(page), waitOptions).toBe('Cancel zwei.txt')

  // The store wants neither; what is tried again, keeps the focus to its end.
  await sending.refuse()
  await waitForSummary(page, '0 of 2 uploaded, 2 failed')
  await tabTo(page, 'Retry drei.txt')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page), waitOptions).toBe('Pause drei.txt')
  await sending.release()
  await waitForSummary(page, '1 of 2 uploaded, 1 failed')
  await expect.poll(() => focused(page), waitOptions).toBe('Remove drei.txt')

  // Behind the last row there is the one before, and before the first the dropzone.
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page), waitOptions).toBe('Remove zwei.txt')
  await page.keyboard.press('Enter')
  await expect.poll(() => rows(page).count(), waitOptions).toBe(0)
  await expect.poll(() => focused(page), waitOptions).toBe('Choose files')
})

test('keys walk a gallery, open a frame and select it', { timeout: 240_000 }, async () => {
  const page = await open()
  await makeVideo({ seconds: 6, path: path('Ferien.mp4') })
  await choose(page, [path('Ferien.mp4')])
  await waitForSummary(page, '1 of 1 uploaded')
  await page
    .getByRole('option', { name: /^Frame 6 of 6/ })
    .first()
    .waitFor({ timeout: 60_000 })

  await tabTo(page, /^Frame 1 of 6/)
  await page.keyboard.press('End')
  await expect.poll(() => focused(page), waitOptions).toMatch(/^Frame 6 of 6/)
  await page.keyboard.press('Home')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => focused(page), waitOptions).toMatch(/^Frame 3 of 6/)

  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: /^Frame 3 of 6/ }).waitFor({ timeout: 60_000 })
  await page.keyboard.press('ArrowRight')
  await page.getByRole('dialog', { name: /^Frame 4 of 6/ }).waitFor({ timeout: 60_000 })
  // Tabs stay in the dialog.
  await tabTo(page, 'Previous frame')
  await tabTo(page, 'Next frame')
  await page.keyboard.press('Space')
  await page.getByRole('dialog', { name: /^Frame 5 of 6/ }).waitFor({ timeout: 60_000 })
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached', timeout: 60_000 })

  await expect.poll(() => focused(page), waitOptions).toMatch(/^Frame 5 of 6/)
  await page.keyboard.press('Space')
  const selected = page.getByRole('option', { selected: true })
  await expect.poll(() => selected.count(), waitOptions).toBe(1)
  expect(await selected.getAttribute('aria-label')).toMatch(/^Frame 5 of 6/)
})
