import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { userEvent } from 'vitest/browser'
import { VideoFrameGallery } from 'react-presigned'
import { renderInProvider } from '../render.tsx'
import { isOverBidi } from '../../support/bidi-workarounds.ts'
import { backendOf, focused, framesOf as frames, makeImage, option, show } from './gallery-page.tsx'

afterEach(cleanup)

let image = ''
beforeAll(async () => {
  image = await makeImage()
})
const framesOf = (count: number, urlOf: (index: number) => string = () => image) => frames(count, urlOf)

test('FrameGrid › moves by keys through the grid and its rows', async () => {
  await show(backendOf(() => framesOf(10)))
  option(1).focus()
  await userEvent.keyboard('{ArrowRight}{ArrowDown}')
  expect(focused()).toBe('Frame 6 of 10, at 0:05')
  // In four columns, frame 10 is below frame 6 and in the last row.
  await userEvent.keyboard('{ArrowDown}')
  expect(focused()).toBe('Frame 10 of 10, at 0:09')
  await userEvent.keyboard('{ArrowDown}')
  expect(focused()).toBe('Frame 10 of 10, at 0:09')
  await userEvent.keyboard('{Home}')
  expect(focused()).toBe('Frame 1 of 10, at 0:00')
  await userEvent.keyboard('{PageDown}')
  expect(focused()).toBe('Frame 10 of 10, at 0:09')
  await userEvent.keyboard('{PageUp}')
  expect(focused()).toBe('Frame 2 of 10, at 0:01')
  await userEvent.keyboard('{End}')
  expect(focused()).toBe('Frame 10 of 10, at 0:09')
  // The grid is one tab stop.
  expect(screen.getAllByRole('option').filter(({ tabIndex }) => tabIndex === 0)).toEqual([option(10)])
})

test('VideoFrameGallery › Enter opens the dialog, arrow keys change the frame, Escape focuses the last frame shown', async () => {
  await show(backendOf(() => framesOf(5)))
  option(2).focus()
  await userEvent.keyboard('{Enter}')
  const dialog = await screen.findByRole('dialog', { name: 'Frame 2 of 5, at 0:01' })
  expect(dialog.matches(':modal')).toBe(true)
  expect(dialog.contains(document.activeElement)).toBe(true)
  await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowLeft}')
  expect(dialog.getAttribute('aria-label')).toBe('Frame 3 of 5, at 0:02')
  await userEvent.keyboard('{End}')
  const next = within(dialog).getByRole('button', { name: 'Next frame' })
  expect(next.getAttribute('aria-disabled')).toBe('true')
  next.focus()
  await userEvent.keyboard('{Enter}')
  expect(dialog.getAttribute('aria-label')).toBe('Frame 5 of 5, at 0:04')
  expect(document.activeElement).toBe(next)
  await userEvent.keyboard('{Escape}')
  await waitFor(() => {
    expect(document.activeElement).toBe(option(5))
  })
  expect(screen.queryByRole('dialog')).toBeNull()
  // It is the tab stop, and keys continue from it.
  expect(screen.getAllByRole('option').filter(({ tabIndex }) => tabIndex === 0)).toEqual([option(5)])
  await userEvent.keyboard('{Enter}')
  await screen.findByRole('dialog', { name: 'Frame 5 of 5, at 0:04' })
})

test.skipIf(isOverBidi)(
  'FrameGrid › a click toggles the selection, a double click opens the dialog',
  async () => {
    const selected: (number | undefined)[] = []
    await show(
      backendOf(() => framesOf(5)),
      { onSelect: (frame) => selected.push(frame?.index) },
    )
    await userEvent.click(option(3))
    expect(option(3).getAttribute('aria-selected')).toBe('true')
    await userEvent.click(option(3))
    expect(option(3).getAttribute('aria-selected')).toBe('false')
    option(3).focus()
    await userEvent.keyboard(' {ArrowRight} ')
    expect(selected).toEqual([2, undefined, 2, 3])
    await userEvent.dblClick(option(5))
    await screen.findByRole('dialog')
    expect(selected).toEqual([2, undefined, 2, 3, 4])
  },
)

test('FrameScrubber › moves the active frame, and the dialog’s frame while it is open', async () => {
  await show(backendOf(() => framesOf(5)))
  const scrubber = screen.getByRole('slider', { name: 'Frame' })
  scrubber.focus()
  await userEvent.keyboard('{ArrowRight}{ArrowRight}')
  expect(option(3).tabIndex).toBe(0)
  option(3).focus()
  await userEvent.keyboard('{Enter}')
  const dialog = await screen.findByRole('dialog')
  within(dialog).getByRole('slider').focus()
  await userEvent.keyboard('{ArrowRight}')
  expect(dialog.getAttribute('aria-label')).toBe('Frame 4 of 5, at 0:03')
})

test('VideoFrameGallery › never renders a URL that runs code', async () => {
  const harmful = [
    'javascript:window.harm=true',
    'data:text/html,<b>x',
    ' javascript:window.harm=true',
    'vbscript:x',
  ]
  await show(backendOf(() => framesOf(5, (index) => harmful[index] ?? image)))
  await waitFor(() => {
    expect(document.querySelectorAll('img')).toHaveLength(1)
  })
  expect(document.body.innerHTML).not.toMatch(/javascript:|data:text|vbscript:/)
  option(1).focus()
  await userEvent.keyboard('{Enter}')
  await screen.findByRole('dialog')
  expect(document.body.innerHTML).not.toMatch(/javascript:|data:text|vbscript:/)
})

test('VideoFrameGallery › refetches once after a failed image, marks it as broken if it fails again, and retries on request', async () => {
  let isFixed = false
  const backend = backendOf(() => framesOf(3, (index) => (index === 1 && !isFixed ? 'blob:gone' : image)))
  await show(backend)
  await screen.findByText("1 frame couldn't be loaded.")
  expect(option(2).dataset['status']).toBe('broken')
  const requests = backend.requestCount()
  // StrictMode cancels the first request and repeats it; the third is due to the image.
  expect(requests).toBe(3)
  isFixed = true
  fireEvent.click(screen.getByRole('button', { name: 'Try again' }))
  await waitFor(() => {
    expect(option(2).querySelector('img')?.naturalWidth).toBeGreaterThan(0)
  })
  expect(screen.queryByText("1 frame couldn't be loaded.")).toBeNull()
  expect(backend.requestCount()).toBe(requests + 1)
})

test('VideoFrameGallery › arriving frames cause no layout shift', async () => {
  const all = framesOf(8)
  const some = { ...all, frames: all.frames.slice(0, 3), complete: false }
  let isDone = false
  const options = await show(backendOf(() => (isDone ? all : some)))
  expect(options).toHaveLength(8)
  expect(screen.getByText('3 of 8 frames')).toBeTruthy()
  const before = options.map((frame) => frame.getBoundingClientRect().top)
  isDone = true
  await screen.findByText('8 frames')
  expect(screen.getAllByRole('option').map((frame) => frame.getBoundingClientRect().top)).toEqual(before)
})

test('VideoFrameGallery › resets selection and position for another file', async () => {
  const backend = backendOf(() => framesOf(4))
  const { rerender } = renderInProvider(<VideoFrameGallery fileId="video" />, { backend })
  await screen.findAllByRole('option')
  option(3).focus()
  await userEvent.keyboard(' ')
  expect(option(3).getAttribute('aria-selected')).toBe('true')
  rerender(<VideoFrameGallery fileId="other" />)
  await waitFor(() => {
    expect(option(3).getAttribute('aria-selected')).toBe('false')
  })
  expect(option(1).tabIndex).toBe(0)
})
