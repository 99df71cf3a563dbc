import { act, cleanup, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { nextFrames } from '../render.tsx'
import { backendOf, focused, framesOf, makeImage, option, show } from './gallery-page.tsx'

afterEach(cleanup)

let picture = ''
beforeAll(async () => {
  picture = await makeImage()
})

const count = 20_000
const many = () => backendOf(() => framesOf(count, () => picture))
const nodes = () => document.querySelectorAll('#room *').length
const listbox = () => screen.getByRole('listbox')
const shownOptions = () => screen.getAllByRole('option').map((cell) => Number(cell.dataset['frame']))

async function scrollTo(top: number) {
  await act(async () => {
    listbox().scrollTo({ top })
    await nextFrames()
  })
}

/** Whether it lies where it can be seen inside the grid. */
function isSeen(cell: Element): boolean {
  const [view, box] = [listbox().getBoundingClientRect(), cell.getBoundingClientRect()]
  return box.top >= view.top - 1 && box.bottom <= view.bottom + 1
}

test('of twenty thousand frames only those near to what is seen are on the page', async () => {
  await show(many())
  await act(nextFrames)
  expect(nodes()).toBeLessThan(600)
  const { scrollHeight } = listbox()
  // Four in a row: five thousand rows, and room for each of them.
  expect(scrollHeight).toBeGreaterThan(5_000 * 80)
  for (const part of [0.25, 0.5, 1]) {
    await scrollTo(scrollHeight * part)
    expect(nodes()).toBeLessThan(600)
    expect(listbox().scrollHeight).toBe(scrollHeight)
    const seen = screen.getAllByRole('option').filter(isSeen)
    expect(seen.length).toBeGreaterThanOrEqual(12)
  }
  expect(option(count).getAttribute('aria-posinset')).toBe('20000')
  expect(option(count).getAttribute('aria-setsize')).toBe('20000')
})

test('rows lie where they belong, however far away', async () => {
  await show(many())
  await act(nextFrames)
  const pitch = option(5).getBoundingClientRect().top - option(1).getBoundingClientRect().top
  await scrollTo(pitch * 2_500)
  const first = listbox().getBoundingClientRect().top
  // Below the padding for the focus ring.
  expect(option(10_001).getBoundingClientRect().top - first).toBeCloseTo(4, 0)
})

test('the focused frame stays focused while somebody scrolls away, and a key goes on from it', async () => {
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
  expect(isSeen(option(4))).toBe(true)
})

test('keys, typed times and the scrubber reach frames that are not on the page', async () => {
  await show(many())
  option(1).focus()
  await userEvent.keyboard('{End}')
  expect(focused()).toMatch(/^Frame 20,000 of/)
  await waitFor(() => {
    expect(isSeen(option(count))).toBe(true)
  })
  await userEvent.keyboard('{ArrowUp}')
  expect(focused()).toMatch(/^Frame 19,996 of/)
  await userEvent.keyboard('2:46:40')
  expect(focused()).toMatch(/^Frame 10,001 of/)
  await act(nextFrames)
  expect(isSeen(option(10_001))).toBe(true)
  await userEvent.keyboard('{Home}')
  expect(focused()).toMatch(/^Frame 1 of/)
  screen.getByRole('slider').focus()
  await userEvent.keyboard('{End}')
  await act(nextFrames)
  expect(option(count).tabIndex).toBe(0)
  expect(isSeen(option(count))).toBe(true)
})

test('a range goes through frames that were never on the page', async () => {
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

test('other columns leave the focus where it is, and it in sight', async () => {
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
  expect(isSeen(option(121))).toBe(true)
})

test('two hundred frames are all on the page', async () => {
  expect(await show(backendOf(() => framesOf(200, () => picture)))).toHaveLength(200)
})
