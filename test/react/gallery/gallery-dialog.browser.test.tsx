import { cleanup, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { backendOf, focused, framesOf, makePicture, option, show } from './gallery-page.tsx'

afterEach(() => {
  cleanup()
  document.documentElement.dir = ''
})

let picture = ''
beforeAll(async () => {
  picture = await makePicture()
})

async function openAt(number: number, count = 5) {
  await show(backendOf(() => framesOf(count, () => picture)))
  option(number).focus()
  await userEvent.keyboard('{Enter}')
  return screen.findByRole('dialog')
}
const inDialog = (name: string) => within(screen.getByRole('dialog')).getByRole('button', { name })

test('plus, minus and nought zoom; the picture then scrolls by arrows instead of turning the page', async () => {
  const dialog = await openAt(2)
  await userEvent.keyboard('+')
  const stage = within(dialog).getByRole('group', { name: 'Picture' })
  await waitFor(() => {
    expect(stage.scrollWidth).toBe(2 * stage.clientWidth)
  })
  // What was in the middle is in the middle.
  expect(Math.abs(stage.scrollLeft - stage.clientWidth / 2)).toBeLessThan(2)
  stage.focus()
  const before = stage.scrollLeft
  await userEvent.keyboard('{ArrowRight}')
  await waitFor(() => {
    expect(stage.scrollLeft).toBeGreaterThan(before)
  })
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 2 of/)
  await userEvent.keyboard('++')
  expect(inDialog('Zoom in').getAttribute('aria-disabled')).toBe('true')
  expect(stage.dataset['zoom']).toBe('4')
  await userEvent.keyboard('-')
  expect(stage.dataset['zoom']).toBe('2')
  await userEvent.keyboard('0')
  expect(stage.dataset['zoom']).toBe('1')
})

test('the original is opened and saved by links; a frame that has none leads nowhere and keeps the focus', async () => {
  const frames = framesOf(3, (index) => (index === 2 ? 'javascript:window.harm=true' : picture))
  await show(backendOf(() => frames))
  option(2).focus()
  await userEvent.keyboard('{Enter}')
  const dialog = await screen.findByRole('dialog')
  const save = within(dialog).getByRole<HTMLAnchorElement>('link', { name: 'Download original' })
  expect([save.href, save.download, save.target]).toEqual([picture, 'film-0002.jpg', '_blank'])
  save.focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 3 of/)
  expect(document.activeElement).toBe(save)
  expect(save.hasAttribute('href')).toBe(false)
  expect(save.getAttribute('aria-disabled')).toBe('true')
})

test('the flip-book turns pages by itself, stops at the last, and begins anew from there', async () => {
  await show(
    backendOf(() => framesOf(4, () => picture)),
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
  // It stops a moment after it has come to the last.
  await waitFor(() => {
    expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 4 of/)
    expect(focused()).toBe('Play frames')
  })
  await userEvent.keyboard('{Escape}')
  await waitFor(() => {
    expect(screen.queryByRole('dialog')).toBeNull()
  })
  // The button that opened it.
  expect(focused()).toBe('Play frames')
})

test('whoever steps on stops the flip-book', async () => {
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

test('from right to left arrows are mirrored in the dialog too, and a zoomed picture keeps its middle', async () => {
  document.documentElement.dir = 'rtl'
  const dialog = await openAt(2)
  await userEvent.keyboard('{ArrowLeft}')
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 3 of/)
  await userEvent.keyboard('{ArrowRight}+')
  expect(dialog.getAttribute('aria-label')).toMatch(/^Frame 2 of/)
  const stage = within(dialog).getByRole('group', { name: 'Picture' })
  await waitFor(() => {
    expect(Math.abs(stage.scrollLeft + stage.clientWidth / 2)).toBeLessThan(2)
  })
})

test('one broken frame is tried again where it is shown, and the focus stays', async () => {
  let isMended = false
  const urlOf = (index: number) => (index === 1 && !isMended ? 'blob:gone' : picture)
  await show(backendOf(() => framesOf(3, urlOf)))
  await screen.findByText("1 frame couldn't be loaded.")
  option(2).focus()
  await userEvent.keyboard('{Enter}')
  isMended = true
  const dialog = await screen.findByRole('dialog')
  inDialog('Try this frame again').focus()
  await userEvent.keyboard('{Enter}')
  await waitFor(() => {
    expect(dialog.querySelector('img')?.naturalWidth).toBeGreaterThan(0)
  })
  expect(dialog.contains(document.activeElement)).toBe(true)
})
