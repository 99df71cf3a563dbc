import type { FileChooser, Page } from 'playwright'
import { expect, test } from 'vitest'
import { focused, tabTo } from '../support/focused.ts'
import { holdUploads } from '../support/hold-uploads.ts'
import { isFirefox } from '../support/launch-browser.ts'
import { choose, waitOptions, waitForSummary } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'
import { makeVideo } from '../support/make-video.ts'

// Keyboard only.

const { open, write, path } = livePages()

const rows = (page: Page) => page.locator('.rp-upload')

test(
  'keyboard › chooses files, pauses, resumes, cancels, retries and removes',
  { timeout: 240_000 },
  async () => {
    const page = await open()
    const sending = await holdUploads(page.context())
    // Listen before the key press: a listener that is added later can miss the event.
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
    // The dialog can be opened again during uploads; over WebDriver BiDi a page gets one file dialog only.
    if (!isFirefox) {
      await page.keyboard.press('Space')
      await expect.poll(() => dialogs.length, waitOptions).toBe(2)
    }

    // The same button pauses and resumes, and keeps the focus.
    await tabTo(page, 'Pause eins.txt')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page), waitOptions).toBe('Resume eins.txt')
    await page.keyboard.press('Space')
    await expect.poll(() => focused(page), waitOptions).toBe('Pause eins.txt')

    // Arrow keys move to the same button of another row.
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => focused(page), waitOptions).toBe('Pause zwei.txt')
    await page.keyboard.press('Home')
    await expect.poll(() => focused(page), waitOptions).toBe('Pause eins.txt')

    // A cancelled upload can be retried or removed with the buttons in the same position.
    await page.keyboard.press('Tab')
    expect(await focused(page)).toBe('Cancel eins.txt')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page), waitOptions).toBe('Remove eins.txt')
    await page.keyboard.press('Shift+Tab')
    expect(await focused(page)).toBe('Retry eins.txt')
    await page.keyboard.press('Tab')

    // After a row is removed, the focus is on the next row's button.
    await page.keyboard.press('Enter')
    await expect.poll(() => rows(page).count(), waitOptions).toBe(2)
    await expect.poll(() => focused(page), waitOptions).toBe('Cancel zwei.txt')

    // The store rejects both. The retried row keeps the focus.
    await sending.refuse()
    await waitForSummary(page, '0 of 2 uploaded, 2 failed')
    await tabTo(page, 'Retry drei.txt')
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page), waitOptions).toBe('Pause drei.txt')
    await sending.release()
    await waitForSummary(page, '1 of 2 uploaded, 1 failed')
    await expect.poll(() => focused(page), waitOptions).toBe('Remove drei.txt')

    // After the last row the focus moves to the previous one, and after the first to the dropzone.
    await page.keyboard.press('Enter')
    await expect.poll(() => focused(page), waitOptions).toBe('Remove zwei.txt')
    await page.keyboard.press('Enter')
    await expect.poll(() => rows(page).count(), waitOptions).toBe(0)
    await expect.poll(() => focused(page), waitOptions).toBe('Choose files')
  },
)

test('keyboard › moves through a gallery, opens and selects a frame', { timeout: 240_000 }, async () => {
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
  // Tab stays in the dialog.
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
