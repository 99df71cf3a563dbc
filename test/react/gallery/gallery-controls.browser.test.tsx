import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { nextFrames } from '../render.tsx'
import { isOverBidi } from '../../support/bidi-workarounds.ts'
import { backendOf, framesOf, makeImage, option, show } from './gallery-page.tsx'

afterEach(() => {
  cleanup()
  document.documentElement.dir = ''
})

let image = ''
beforeAll(async () => {
  image = await makeImage()
})
const backend = (count = 12) => backendOf(() => framesOf(count, () => image))

/** Everything that can be clicked. */
const targets = () => [
  ...document.querySelectorAll<HTMLElement>('#room :is(button, a, input, [role=option])'),
]

test.skipIf(isOverBidi)(
  'VideoFrameGallery › fits a narrow page with large text, with targets of at least 24 px',
  async () => {
    await page.viewport(320, 640)
    await show(backend(), { selectionMode: 'multiple' })
    const room = document.getElementById('room')
    // The margin is for the focus ring of frames at the edge.
    Object.assign(room?.style ?? {}, { inlineSize: 'auto', marginInline: '4px', fontSize: '28px' })
    await userEvent.click(option(1))
    option(1).focus()
    await userEvent.keyboard('{Enter}')
    const dialog = await screen.findByRole('dialog')
    await act(nextFrames)
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
    expect(dialog.scrollWidth).toBeLessThanOrEqual(dialog.clientWidth)
    const small = targets().filter((target) => {
      const { width, height } = target.getBoundingClientRect()
      return width < 24 || height < 24
    })
    expect(small.map(({ outerHTML }) => outerHTML.slice(0, 80))).toEqual([])
    await page.viewport(1024, 768)
  },
)

test.each(['ltr', 'rtl'])('FrameScrubber › shows the frame under the pointer (%s)', async (direction) => {
  document.documentElement.dir = direction
  await show(backend())
  const scrubber = screen.getByRole('slider')
  const { left, width, top } = scrubber.getBoundingClientRect()
  const near = (fraction: number) => {
    const along = direction === 'rtl' ? 1 - fraction : fraction
    fireEvent.pointerMove(scrubber, { clientX: left + width * along, clientY: top + 4, pointerType: 'mouse' })
  }
  near(1)
  const preview = () => document.querySelector('.rp-scrub-preview')
  await waitFor(() => {
    expect(preview()?.textContent).toBe('0:11')
  })
  near(0)
  expect(preview()?.textContent).toBe('0:00')
  const box = preview()?.getBoundingClientRect()
  expect(box?.left).toBeGreaterThanOrEqual(left - 1)
  expect(box?.right).toBeLessThanOrEqual(left + width + 1)
  fireEvent.pointerLeave(scrubber)
  expect(preview()).toBeNull()
  // Hovering doesn't move.
  expect(option(1).tabIndex).toBe(0)
})

test('FrameGrid › shows a typed time until no key follows', async () => {
  await show(backend())
  option(1).focus()
  await userEvent.keyboard('0:07')
  expect(document.activeElement).toBe(option(8))
  expect(screen.getByText('Go to 0:07')).toBeTruthy()
  await userEvent.keyboard('{Backspace}5')
  expect(document.activeElement).toBe(option(6))
  await waitFor(
    () => {
      expect(screen.queryByText(/^Go to/)).toBeNull()
    },
    { timeout: 4_000 },
  )
  await userEvent.keyboard('3')
  expect(document.activeElement).toBe(option(4))
})

test.skipIf(isOverBidi)(
  'FrameGrid › selects several frames by click, Shift and click, and keyboard',
  async () => {
    const selected: (readonly number[])[] = []
    await show(backend(), {
      selectionMode: 'multiple',
      onSelect: (_last, all) => selected.push(all.map(({ index }) => index)),
    })
    expect(screen.getByRole('listbox').getAttribute('aria-multiselectable')).toBe('true')
    await userEvent.click(option(2))
    await userEvent.click(option(5))
    fireEvent.click(option(7), { shiftKey: true })
    expect(selected.at(-1)).toEqual([1, 4, 5, 6])
    option(7).focus()
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}')
    expect(selected.at(-1)).toEqual([1, 4, 5])
    await userEvent.click(option(2))
    expect(selected.at(-1)).toEqual([4, 5])
    expect(screen.getByText('2 selected')).toBeTruthy()
  },
)

test.skipIf(isOverBidi)('FrameGrid › selects one frame in single mode, with or without Shift', async () => {
  const selected: (number | undefined)[] = []
  await show(backend(), { onSelect: (frame) => selected.push(frame?.index) })
  await userEvent.click(option(2))
  fireEvent.click(option(5), { shiftKey: true })
  await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}')
  expect(selected).toEqual([1, 4])
  expect(screen.getAllByRole('option', { selected: true })).toEqual([option(5)])
})
