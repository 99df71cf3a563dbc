import type { Page } from 'playwright'
import { expect, test } from 'vitest'
import { holdUploads } from '../support/hold-uploads.ts'
import { choose, waitOptions, waitForSummary } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'
import { makeVideo } from '../support/make-video.ts'

// What screen readers announce.

const { open, write, path } = livePages()

test('screen reader › each step is announced once, and rows are named', { timeout: 240_000 }, async () => {
  const page = await open()
  const dropzone = page.getByRole('group', { name: 'Add files' })
  expect(await dropzone.ariaSnapshot()).toMatchInlineSnapshot(`
    "- group "Add files":
      - paragraph: Drop files or folders here
      - button "Choose files"
      - status"
  `)
  const received = await listen(page)
  const sending = await holdUploads(page.context())
  const names = Array.from({ length: 10 }, (_, index) => `Brief ${index + 1}.txt`)
  await choose(page, await Promise.all(names.map((name) => write(name, 'x'.repeat(1_000)))))
  await expect.poll(received, waitOptions).toContain('Uploading 10 files')
  await expect.poll(() => sending.held(), waitOptions).toBe(5)

  const uploads = page.getByRole('region', { name: 'Uploads' })
  expect(await uploads.getByRole('listitem').count()).toBe(10)
  expect(await uploads.locator('header').ariaSnapshot()).toMatchInlineSnapshot(`
    "- paragraph: 0 of 10 uploaded
    - paragraph: 0% 0 bytes of 10 kB
    - button "Cancel all"
    - button "Pause all"
    - progressbar "Uploads""
  `)
  const row = uploads.getByRole('listitem').first()
  expect(await row.ariaSnapshot()).toMatchInlineSnapshot(`
    "- listitem:
      - text: Brief 1.txt
      - paragraph: Uploading 0%
      - paragraph: 0 bytes of 1 kB
      - button "Pause Brief 1.txt"
      - button "Cancel Brief 1.txt"
      - progressbar "Brief 1.txt""
  `)

  await sending.release(3)
  await expect.poll(received, waitOptions).toContain('30%, 3 of 10 uploaded')
  await sending.release()
  await waitForSummary(page, '10 of 10 uploaded')
  await expect.poll(received, waitOptions).toContain('10 of 10 uploaded')
  expect(await row.ariaSnapshot()).toMatchInlineSnapshot(`
    "- listitem:
      - text: Brief 1.txt
      - paragraph: Uploaded
      - paragraph: 1 kB
      - button "Remove Brief 1.txt"
      - progressbar "Brief 1.txt""
  `)
  // Announced where reading takes longer than a moment.
  const all = (await received()).filter((text) => text !== 'Reading files…')
  expect(all.slice(0, 3)).toEqual(['10 files added.', 'Uploading 10 files', '30%, 3 of 10 uploaded'])
  // On a slow machine another quarter can be announced in between.
  const between = all.slice(3, -1)
  expect(between.filter((text) => !/^\d\d%, \d of 10 uploaded$/.test(text))).toEqual([])
  expect(all.at(-1)).toBe('10 of 10 uploaded')
  expect(new Set(all).size).toBe(all.length)
})

test(
  'screen reader › a gallery announces its frames, and its dialog the current one',
  { timeout: 240_000 },
  async () => {
    const page = await open()
    const received = await listen(page)
    await makeVideo({ seconds: 2, path: path('Ferien.mp4') })
    await choose(page, [path('Ferien.mp4')])
    await expect.poll(received, waitOptions).toContain('1 of 1 uploaded')
    await expect.poll(received, waitOptions).toContain('2 frames')
    const gallery = page.getByRole('region', { name: 'Video frames of Ferien.mp4' })
    await gallery.getByRole('option', { name: /^Frame 2 of 2/ }).waitFor({ timeout: 60_000 })
    expect(await gallery.ariaSnapshot()).toMatchInlineSnapshot(`
    "- region "Video frames of Ferien.mp4":
      - status: 2 frames
      - status
      - button "Play frames"
      - slider "Frame": "0"
      - text: 0:00
      - listbox "Video frames of Ferien.mp4":
        - option "Frame 1 of 2, at 0:00": 0:00
        - option "Frame 2 of 2, at 0:01": 0:01"
  `)

    await gallery.getByRole('option').first().focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: /^Frame 1 of 2/ })
    await dialog.waitFor({ timeout: 60_000 })
    const snapshot = (await dialog.ariaSnapshot()).replaceAll(/\/url: .*/g, '/url: <signed>')
    expect(snapshot).toMatchInlineSnapshot(`
    "- dialog "Frame 1 of 2, at 0:00":
      - paragraph: Frame 1 of 2, at 0:00
      - button "Zoom out" [disabled]
      - button "Zoom in"
      - link "Open original in a new tab":
        - /url: <signed>
      - link "Download original":
        - /url: <signed>
      - button "Close"
      - group "Image"
      - button "Play frames"
      - button "Previous frame" [disabled]
      - slider "Frame": "0"
      - button "Next frame""
  `)
    await page.keyboard.press('ArrowRight')
    await expect.poll(received, waitOptions).toContain('Frame 2 of 2, at 0:01')
    const all = await received()
    expect(new Set(all).size).toBe(all.length)
    // The growing number of frames is not announced.
    expect(all.filter((text) => text.endsWith('of 2 frames'))).toEqual([])
  },
)

/** Collects all texts of live regions from now on. */
async function listen(page: Page) {
  await page.evaluate(() => {
    const received: string[] = []
    Object.assign(window, { received })
    const said = new Map<Element, string>()
    const look = () => {
      for (const region of document.querySelectorAll('[role=status], [role=alert], [aria-live]')) {
        const text = region.textContent.trim()
        const isNews = text !== '' && text !== said.get(region)
        said.set(region, text)
        if (isNews && region.getAttribute('aria-live') !== 'off') received.push(text)
      }
    }
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate(() => Reflect.get(window, 'received') as string[])
}
