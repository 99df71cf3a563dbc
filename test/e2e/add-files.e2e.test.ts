import { expect, test } from 'vitest'
import { waitForSummary } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'

// Files added by drag and drop, as folders, and by paste.

const { open, write, path, stored, drop, copyImage } = livePages({ shown: true })

test('drop › files are stored byte for byte', { timeout: 120_000 }, async () => {
  const page = await open()
  const names = ['Grüße aus Köln.txt', 'leer.txt', '写真.txt']
  const contents = ['Hallo', '', 'x'.repeat(300_000)]
  const paths = await Promise.all(names.map((name, index) => write(name, contents[index] ?? '')))
  await drop(page, paths)
  await waitForSummary(page, '3 of 3 uploaded')
  const files = await stored()
  for (const [index, name] of names.entries()) {
    const response = await fetch(files.find((file) => file.name === name)?.url ?? '')
    expect([name, await response.text()]).toEqual([name, contents[index]])
  }
})

test('drop › a folder is uploaded with all nested files', { timeout: 180_000 }, async () => {
  const page = await open()
  const inside = [
    ...Array.from({ length: 121 }, (_, index) => `Album/Bild ${index + 1}.txt`),
    'Album/Sommer/Meer/Welle.txt',
    'Album/Sommer/Strand.txt',
  ]
  await Promise.all(inside.map((name) => write(name, name)))
  await drop(page, [path('Album')])
  await waitForSummary(page, `${inside.length} of ${inside.length} uploaded`)
  const paths = (await stored()).flatMap(({ relativePath = '' }) => relativePath)
  expect(paths.filter((relative) => relative.startsWith('Album/')).sort()).toEqual(inside.sort())
})

test('paste › an image from the clipboard is uploaded', { timeout: 120_000 }, async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Choose files' }).focus()
  await copyImage(page)
  await page.keyboard.press('Control+V')
  await waitForSummary(page, '1 of 1 uploaded')
  const images = (await stored()).filter(({ contentType }) => contentType === 'image/png')
  expect(images).toHaveLength(1)
})
