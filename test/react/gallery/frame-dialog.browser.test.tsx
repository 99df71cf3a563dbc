import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { backendOf, focused, framesOf, makeImage, option, show } from './gallery-page.tsx'

afterEach(() => {
  cleanup()
  document.documentElement.dir = ''
})

let image = ''
beforeAll(async () => {
  image = await makeImage()
})

async function openAt(number: number, count = 5) {
  await show(backendOf(() => framesOf(count, () => image)))
  option(number).focus()
  await userEvent.keyboard('{Enter}')
  return screen.findByRole('dialog')
}
const inDialog = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name })

test('FrameDialog › zooms with +, - and 0; arrow keys then scroll the image instead of changing the frame', async () => {
  const dialog = await openAt(2)
  await userEvent.keyboard('+')
  const viewport = within(dialog).getByRole('group', { name: 'Image' })
  await waitFor(() => {
    expect(viewport.scrollWidth).toBe(2 * viewport.clientWidth)
  })
  // The centre stays in the centre.
  expect(Math.abs(viewport.scrollLeft - viewport.clientWidth / 2)).toBeLessThan(2)
  viewport.focus()
  const before = viewport.scrollLeft
  await userEvent.keyboard('{ArrowRight}')
  await waitFor(() => {
    expect(viewport.scrollLeft).toBeGreaterThan(before)
  })
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 2 of/)
  await userEvent.keyboard('++')
  expect(inDialog('Zoom in').getAttribute('aria-disabled')).toBe('true')
  expect(viewport.dataset['zoom']).toBe('4')
  await userEvent.keyboard('-')
  expect(viewport.dataset['zoom']).toBe('2')
  await userEvent.keyboard('0')
  expect(viewport.dataset['zoom']).toBe('1')
})

test('FrameDialog › opens and saves the image by links, which keep the focus on a frame without an image', async () => {
  const frames = framesOf(3, (index) => (index === 2 ? 'javascript:window.harm=true' : image))
  await show(backendOf(() => frames))
  option(2).focus()
  await userEvent.keyboard('{Enter}')
  const dialog = await screen.findByRole('dialog')
  const save = within(dialog).getByRole<HTMLAnchorElement>('link', { name: 'Download original' })
  expect([save.href, save.download, save.target]).toEqual([image, 'video-0002.jpg', '_blank'])
  save.focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 3 of/)
  expect(document.activeElement).toBe(save)
  expect(save.hasAttribute('href')).toBe(false)
  expect(save.getAttribute('aria-disabled')).toBe('true')
})

test('FrameDialog › playback stops at the last frame and then restarts from the first', async () => {
  await show(
    backendOf(() => framesOf(4, () => image)),
    { framesPerSecond: 50 },
  )
  screen.getByRole('button', { name: 'Play frames' }).focus()
  await userEvent.keyboard('{Enter}')
  const dialog = await screen.findByRole('dialog')
  await waitFor(() => {
    expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 4 of/)
    expect(inDialog('Play frames')).toBeTruthy()
  })
  inDialog('Play frames').focus()
  await userEvent.keyboard('{Enter}')
  // The playback stops once no further frame is due.
  await waitFor(() => {
    expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 4 of/)
    expect(focused()).toBe('Play frames')
  })
  await userEvent.keyboard('{Escape}')
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull()
  })
  // The focus returns to the button that opened the dialog.
  expect(focused()).toBe('Play frames')
})

test('FrameDialog › a manual step stops the playback', async () => {
  const dialog = await openAt(1, 40)
  inDialog('Play frames').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(dialog.getAttribute('aria-label')).not.toMatch(/^Frame 1 of/)
  })
  await userEvent.keyboard('{End}')
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 40 of/)
  expect(inDialog('Play frames')).toBe(document.activeElement)
})

test('FrameDialog › mirrors the arrow keys and keeps the centre of a zoomed image in right-to-left content', async () => {
  document.documentElement.dir = 'rtl'
  const dialog = await openAt(2)
  await userEvent.keyboard('{ArrowLeft}')
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 3 of/)
  await userEvent.keyboard('{ArrowRight}+')
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 2 of/)
  const viewport = within(dialog).getByRole('group', { name: 'Image' })
  await waitFor(() => {
    expect(Math.abs(viewport.scrollLeft + viewport.clientWidth / 2)).toBeLessThan(2)
  })
})

test('FrameDialog › retries a broken frame and keeps the focus', async () => {
  let isFixed = false
  const urlOf = (index: number) => (index === 1 && !isFixed ? 'blob:gone' : image)
  await show(backendOf(() => framesOf(3, urlOf)))
  await screen.findByText("1 frame couldn't be loaded.")
  option(2).focus()
  await userEvent.keyboard('{Enter}')
  isFixed = true
  const dialog = await screen.findByRole('dialog')
  inDialog('Reload frame').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(dialog.querySelector('img')?.naturalWidth).toBeGreaterThan(0)
  })
  expect(dialog.contains(document.activeElement)).toBe(true)
})
