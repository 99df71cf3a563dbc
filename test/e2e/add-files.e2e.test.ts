import { expect, test } from 'vitest'
import { waitForSummary } from '../support/live-page.ts'
import { livePages } from '../support/live-pages.ts'

// A person adds files in every way that there is.

const { open, write, path, stored, drop, copyImage } = livePages({ shown: true })

test('real files arrive byte for byte', { timeout: 120_000 }, async () => {
  const page = await open()
  const names = ['Grüße aus Köln.txt', 'leer.txt', '写真.txt']
  const contents = ['Hallo', '', 'x'.repeat(300_000)]
  const paths = await Promise.all(names.map((name, place) => write(name, contents[place] ?? '')))
  await drop(page, paths)
  await waitForSummary(page, '3 of 3 uploaded')
  const files = await stored()
  for (const [place, name] of names.entries()) {
    const response = await fetch(files.find((file) => file.name === name)?.url ?? '')
    expect([name, await response.text()]).toEqual([name, contents[place]])
  }
})

test('a folder comes with all that is in it', { timeout: 180_000 }, async () => {
  const page = await open()
  const inside = [
    ...Array.from({ length: 121 }, (_, place) => `Album/Bild ${place + 1}.txt`),
    'Album/Sommer/Meer/Welle.txt',
    'Album/Sommer/Strand.txt',
  ]
  await Promise.all(inside.map((name) => write(name, name)))
  await drop(page, [path('Album')])
  await waitForSummary(page, `${inside.length} of ${inside.length} uploaded`)
  const paths = (await stored()).flatMap(({ relativePath = '' }) => relativePath)
  expect(paths.filter((relative) => relative.startsWith('Album/')).sort()).toEqual(inside.sort())
})

test('a picture is pasted', { timeout: 120_000 }, async () => {
  const page = await open()
  await page.getByRole('button', { name: 'Choose files' }).focus()
  await copyImage(page)
  await page.keyboard.press('Control+V')
  await waitForSummary(page, '1 of 1 uploaded')
  const pictures = (await stored()).filter(({ contentType }) => contentType === 'image/png')
  expect(pictures).toHaveLength(1)
})
