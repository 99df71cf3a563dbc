import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { nextFrames } from '../render.tsx'
import { backendOf, focused, framesOf, makeImage, option, show } from './gallery-page.tsx'

afterEach(cleanup)

let image = ''
beforeAll(async () => {
  image = await makeImage()
})

const count = 20_000
const many = () => backendOf(() => framesOf(count, () => image))
const nodes = () => document.querySelectorAll('#room *').length
const listbox = () => screen.getByRole('listbox')
const shownOptions = () => screen.getAllByRole('option').map((cell) => Number(cell.dataset['frame']))

async function scrollTo(top: number) {
  await act(async () => {
    listbox().scrollTo({ top })
    await nextFrames()
  })
}

/** Whether a frame is within the visible part of the grid. */
function isVisible(cell: Element): boolean {
  const [view, box] = [listbox().getBoundingClientRect(), cell.getBoundingClientRect()]
  return box.top >= view.top - 1 && box.bottom <= view.bottom + 1
}

test('useVirtualGrid › renders only the frames near the viewport', async () => {
  await show(many())
  await act(nextFrames)
  expect(nodes()).toBeLessThan(600)
  const { scrollHeight } = listbox()
  // Four columns: five thousand rows of more than 80 px.
  expect(scrollHeight).toBeGreaterThan(5_000 * 80)
  for (const part of [0.25, 0.5, 1]) {
    await scrollTo(scrollHeight * part)
    expect(nodes()).toBeLessThan(600)
    expect(listbox().scrollHeight).toBe(scrollHeight)
    const visible = screen.getAllByRole('option').filter(isVisible)
    expect(visible.length).toBeGreaterThanOrEqual(12)
  }
  expect(option(count).getAttribute('aria-posinset')).toBe('20000')
  expect(option(count).getAttribute('aria-setsize')).toBe('20000')
})

test('useVirtualGrid › positions rows exactly, however far they are from the start', async () => {
  await show(many())
  await act(nextFrames)
  const pitch = option(5).getBoundingClientRect().top - option(1).getBoundingClientRect().top
  await scrollTo(pitch * 2_500)
  const first = listbox().getBoundingClientRect().top
  // Below the padding for the focus ring.
  expect(option(10_001).getBoundingClientRect().top - first).toBeCloseTo(4, 0)
})

test('useVirtualGrid › keeps the focused frame while scrolled away, and arrow keys continue from it', async () => {
  await show(many())
  option(1).focus()
  await userEvent.keyboard('{ArrowRight}{ArrowRight}')
  await scrollTo(200_000)
  expect(focused()).toBe('Frame 3 of 20,000, at 0:02')
  expect(shownOptions()).toContain(2)
  expect(nodes()).toBeLessThan(600)
  await userEvent.keyboard('{ArrowRight}')
  expect(focused()).toBe('Frame 4 of 20,000, at 0:03')
  await act(nextFrames)
  expect(isVisible(option(4))).toBe(true)
})

test('useVirtualGrid › keys, a typed time and the scrubber reach frames that are not rendered', async () => {
  await show(many())
  option(1).focus()
  await userEvent.keyboard('{End}')
  expect(focused()).toMatch(/^Frame 20,000 of/)
  await waitFor(() => {
    expect(isVisible(option(count))).toBe(true)
  })
  await userEvent.keyboard('{ArrowUp}')
  expect(focused()).toMatch(/^Frame 19,996 of/)
  await userEvent.keyboard('2:46:40')
  expect(focused()).toMatch(/^Frame 10,001 of/)
  await act(nextFrames)
  expect(isVisible(option(10_001))).toBe(true)
  await userEvent.keyboard('{Home}')
  expect(focused()).toMatch(/^Frame 1 of/)
  screen.getByRole('slider').focus()
  await userEvent.keyboard('{End}')
  await act(nextFrames)
  expect(option(count).tabIndex).toBe(0)
  expect(isVisible(option(count))).toBe(true)
})

test('useVirtualGrid › a range includes frames that were never rendered', async () => {
  let selected = 0
  await show(many(), {
    selectionMode: 'multiple',
    onSelect(_frame, selection) {
      selected = selection.length
    },
  })
  option(2).focus()
  await userEvent.keyboard(' {Shift>}{End}{/Shift}')

  expect(selected).toBe(count - 1)

  expect(screen.getByText('19,999 selected')).toBeTruthy()

  await userEvent.keyboard('{Home}')

  await act(nextFrames)

  expect(option(1).getAttribute('aria-selected')).toBe('false')
  expect(option(2).getAttribute('aria-selected')).toBe('true')

  await userEvent.keyboard('{Control>}a{/Control}')

  expect(selected).toBe(count)
  screen.getByRole('button', { name: 'Deselect all' }).focus()
  await userEvent.keyboard('{Enter}')

  expect(selected).toBe(0)
  expect(document.activeElement).not.toBe(document.body)
})

test('useVirtualGrid › keeps the focused frame in view when the number of columns changes', async () => {
  await show(many())
  option(1).focus()
  await userEvent.keyboard('2:00')
  expect(focused()).toMatch(/^Frame 121 of/)
  const room = document.getElementById('room')
  if (room) room.style.inlineSize = '320px'
  await waitFor(() => {
    const [first, second, third] = [option(121), option(122), option(123)].map((cell) => cell.offsetTop)
    expect([first === second, second === third]).toEqual([true, false])
  })
  await act(nextFrames)
  expect(focused()).toMatch(/^Frame 121 of/)
  expect(isVisible(option(121))).toBe(true)
})

test('useVirtualGrid › renders all of up to 200 frames', async () => {
  expect(await show(backendOf(() => framesOf(200, () => image)))).toHaveLength(200)
})
