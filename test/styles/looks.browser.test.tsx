import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { FileDropzone, UploadProgress, useUploadActions, type Backend } from 'react-presigned'
import { de } from 'react-presigned/messages/de'
import { en } from 'react-presigned/messages/en'
import { createFakeBackend, createScriptedTransfer } from 'react-presigned/testing'
import 'react-presigned/styles.css'
import { nextFrames, renderInProvider } from '../react/render.tsx'
import { dragEvent, dropFiles } from '../support/drop.ts'
import { emulateMedia } from '../support/emulate-media.ts'
import { backendOf, framesOf, makeImage, option, show } from '../react/gallery/gallery-page.tsx'

afterEach(async () => {
  cleanup()
  document.documentElement.dir = ''
  document.documentElement.style.fontSize = ''
  await emulateMedia()
  await page.viewport(1024, 768)
})

let image = ''
beforeAll(async () => {
  image = await makeImage()
})
const videoBackend = () => backendOf(() => framesOf(12, () => image))

const sized = (name: string, size: number) => new File([new Uint8Array(size)], name)
const moving = sized('launch video, final cut, color graded.mp4', 60)
const files = [moving, sized('finishing.jpg', 20), sized('failed.pdf', 30), sized('done.txt', 40)]
const twins = [sized('report.pdf', 10), sized('notes.md', 11)]

/** Uploading, finishing, failed, completed. */
const inEveryState = () =>
  createScriptedTransfer(({ size }) => {
    if (size === 60) return { stallAt: 0.5 }
    if (size === 20) return { responseDelayMs: Infinity }
    return size === 30 ? { breakAt: 0.4 } : {}
  })

function Page() {
  const { add } = useUploadActions()
  return (
    <div id="room" style={{ fontFamily: 'sans-serif' }}>
      <button onClick={() => add(files)}>Add</button>
      <FileDropzone maxSize={100} duplicates="ask" folders />
      <UploadProgress />
    </div>
  )
}

const zone = () => screen.getByRole('group', { name: 'Add files' })
const uploads = () => screen.getByRole('region', { name: 'Uploads' })
const row = (name: string) => screen.getByTitle(name).closest('.rp-upload') as HTMLElement
const bar = (name: string) => screen.getByRole('progressbar', { name })

/** A dropzone with duplicates and a rejection, and an upload in each state. */
async function showPage(options: { backend?: Backend } = {}) {
  renderInProvider(<Page />, { transfer: inEveryState(), ...options })
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  dropFiles(zone(), [...twins, sized('much too large.mov', 200)])
  await screen.findByTitle('notes.md')
  dropFiles(zone(), twins)
  await screen.findByText('2 files are already added')
  await screen.findByText('Finishing')
  await screen.findByRole('button', { name: 'Retry failed.pdf' })
  await screen.findByText('50%')
  await nextFrames()
}

const box = (element: Element) => element.getBoundingClientRect()

describe('components on a page 320 px wide', () => {
  test.each(['100%', '200%'])('neither clip nor scroll sideways with text at %s', async (fontSize) => {
    await page.viewport(320, 640)
    document.documentElement.style.fontSize = fontSize
    await showPage()
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320)
    // In a narrow row a button shows only its icon; its label is in its accessible name.
    const iconAlone = '.rp-hidden, .rp-actions > .rp-button'
    const clipped = [
      ...document.querySelectorAll('#room :is(p, li, button, .rp-notice, .rp-upload, .rp-totals)'),
    ]
      .filter((element) => !element.matches(iconAlone) && element.scrollWidth > element.clientWidth + 1)
      .map(({ outerHTML }) => outerHTML.slice(0, 80))
    expect(clipped).toEqual([])
    for (const button of document.querySelectorAll('#room :is(.rp-dropzone, .rp-uploads) button')) {
      expect(box(button).left).toBeGreaterThanOrEqual(0)
      expect(box(button).right).toBeLessThanOrEqual(320)
    }
  })
})

/** Rectangles of a text, or of some of its characters, within its element. */
function ink(element: Element | null, from = 0, to?: number) {
  const text = element?.firstChild
  if (!(text instanceof Text)) throw new Error('The element has no text.')
  const range = document.createRange()
  range.setStart(text, from)
  range.setEnd(text, to ?? text.length)
  const box = element?.getBoundingClientRect()
  return [...range.getClientRects()].filter(({ top }) => box && top < box.bottom - 1)
}

describe('file name', () => {
  const named = (name: string) => {
    const element = screen.getByTitle(name)
    const part = (which: string) => {
      const found = element.querySelector(`.rp-name-${which}`)
      if (!found) throw new Error(`The name has no ${which}.`)
      return found
    }
    const isSeen = (which: string) =>
      Math.abs(box(part(which)).top - box(element).top) < 1 && box(part(which)).width > 0
    return { element, part, isSeen }
  }

  test('is shown whole if it fits', async () => {
    await page.viewport(1024, 640)
    await showPage()
    const { isSeen, element } = named(moving.name)
    expect([isSeen('whole'), isSeen('short')]).toEqual([true, false])
    expect(screen.getByText(moving.name).closest('.rp-name')).toBe(element)
  })

  test.each([320, 390])('is truncated in the middle without a gap, %d px wide', async (width) => {
    await page.viewport(width, 640)
    await showPage()
    const { part, isSeen, element } = named(moving.name)
    expect([isSeen('whole'), isSeen('short')]).toEqual([false, true])
    // The start is clipped within a character, and the ellipsis follows at once.
    const [letters] = ink(part('start'))
    expect(letters?.right).toBeGreaterThan(box(part('start')).right)
    expect(box(part('end')).left).toBeCloseTo(box(part('start')).right, 1)
    expect(box(part('end')).right).toBeLessThanOrEqual(box(element).right + 0.5)
    expect(getComputedStyle(part('end'), '::before').content).toBe('"…"')
    expect(part('end').textContent).toBe('raded.mp4')
  })
})

test.each([320, 600, 1280])('bulk actions are on one line, %d px wide', async (width) => {
  await page.viewport(width, 800)
  await showPage()
  const names = ['Cancel all', 'Clear completed', 'Retry failed', 'Pause all']
  const buttons = names.map((name) => within(uploads()).getByRole('button', { name }))
  expect(new Set(buttons.map((button) => Math.round(box(button).top))).size).toBe(1)
  // The last shows its label at any width.
  const [word] = ink(within(uploads()).getByText('Pause all'))
  expect(word?.width).toBeGreaterThan(30)
})

test.each([320, 768, 1280])('targets are at least 24 px in both directions, %d px wide', async (width) => {
  await page.viewport(width, 800)
  await showPage()
  const targets = [...document.querySelectorAll('#room :is(.rp-dropzone, .rp-uploads) :is(button, summary)')]
  expect(targets.length).toBeGreaterThan(12)
  const small = targets.filter((target) => Math.min(box(target).width, box(target).height) < 24)
  expect(small.map(({ outerHTML }) => outerHTML.slice(0, 80))).toEqual([])
})

describe('reduced motion', () => {
  test('turns off animations and transitions', async () => {
    await showPage({ backend: createFakeBackend() })
    expect(document.getAnimations().length).toBeGreaterThan(0)
    await emulateMedia({ 'prefers-reduced-motion': 'reduce' })
    await waitFor(() => {
      expect(document.getAnimations()).toEqual([])
    })
    fireEvent(zone(), dragEvent('dragenter', [sized('held.txt', 1)]))
    fireEvent.click(screen.getByRole('button', { name: `Pause ${moving.name}` }))
    await screen.findByText(/^Paused/)
    expect(document.getAnimations()).toEqual([])
  })

  test('turns off the animation of pending frames, and the playback does not start by itself', async () => {
    await emulateMedia({ 'prefers-reduced-motion': 'reduce' })
    const arriving = () => ({ ...framesOf(2, () => image), frameCount: 8, complete: false })
    await show(backendOf(arriving, { status: 'processing' }))
    expect(option(8).dataset['status']).toBe('pending')
    expect(document.getAnimations()).toEqual([])
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toMatch(/^Frame 1 of/)
  })
})

describe('forced colors', () => {
  const forced = { 'forced-colors': 'active' }
  const styleOf = (element: Element | null | undefined, pseudo?: string) => {
    if (!element) throw new Error('The element is missing.')
    return getComputedStyle(element, pseudo)
  }

  test('focus has a ring and every button an edge', async () => {
    await emulateMedia(forced)
    await showPage()
    const buttons = within(uploads()).getAllByRole('button')
    for (const button of [...buttons, ...within(zone()).getAllByRole('button')]) {
      const { borderTopStyle, borderTopColor, backgroundColor } = styleOf(button)
      expect(borderTopStyle).toBe('solid')
      expect(borderTopColor).not.toBe(backgroundColor)
      expect(borderTopColor).not.toMatch(/^rgba.*, 0\)$/)
    }
    await userEvent.keyboard('{Tab}')
    screen.getByRole('button', { name: 'Retry failed.pdf' }).focus()
    const ring = styleOf(document.activeElement)
    expect(ring.outlineStyle).not.toBe('none')
    expect(parseFloat(ring.outlineWidth)).toBeGreaterThan(0)
  })

  test('states have words and icons, and bars a system color', async () => {
    await emulateMedia(forced)
    await showPage()
    expect(row('failed.pdf').querySelector('.rp-error [data-icon=alert]')).not.toBeNull()
    expect(row('done.txt').querySelector('.rp-state [data-icon=check]')).not.toBeNull()
    const probe = document.body.appendChild(document.createElement('i'))
    probe.style.cssText = 'color: Highlight; forced-color-adjust: none'
    expect(styleOf(bar(moving.name).firstElementChild).accentColor).toBe(styleOf(probe).color)
    probe.remove()
  })

  test('a dropzone that accepts the drag has a second outline', async () => {
    await emulateMedia(forced)
    renderInProvider(<FileDropzone />)
    const target = () => zone().querySelector('.rp-target')
    expect(styleOf(target()).borderTopStyle).toBe('dashed')
    fireEvent(zone(), dragEvent('dragenter', [sized('held.txt', 1)]))
    await waitFor(() => {
      expect(zone().dataset['drag']).toBe('accept')
    })
    expect(styleOf(target()).borderTopStyle).toBe('solid')
    expect(styleOf(target()).outlineStyle).toBe('solid')
  })

  test('a selected frame has a thicker edge and a check mark', async () => {
    await emulateMedia(forced)
    await show(videoBackend())
    await userEvent.click(option(2))
    const edge = (number: number) => parseFloat(styleOf(option(number), '::after').borderTopWidth)
    expect(edge(2)).toBeGreaterThan(edge(3))
    expect(styleOf(option(2).querySelector('.rp-frame-check')).display).toBe('grid')
    expect(styleOf(option(3).querySelector('.rp-frame-check')).display).toBe('none')
  })
})

test('right-to-left layout › mirrors images, buttons and bars, but not the order of English words', async () => {
  document.documentElement.dir = 'rtl'
  await page.viewport(900, 800)
  await showPage()
  const name = screen.getByTitle(moving.name)
  const tile = row(moving.name).querySelector('.rp-thumbnail-box') as Element
  const pause = screen.getByRole('button', { name: `Pause ${moving.name}` })
  const cancel = screen.getByRole('button', { name: `Cancel ${moving.name}` })
  expect(box(tile).left).toBeGreaterThan(box(name).right)
  expect(box(pause).right).toBeLessThan(box(name).left)
  expect(box(cancel).right).toBeLessThanOrEqual(box(pause).left)
  const fill = bar(moving.name).firstElementChild as Element
  expect(box(fill).right).toBeCloseTo(box(bar(moving.name)).right, 0)
  expect(box(fill).left).toBeGreaterThan(box(bar(moving.name)).left + 100)
  const dismiss = screen.getByRole('button', { name: 'Dismiss' })
  expect(box(dismiss).right).toBeLessThan(box(screen.getByText("1 file wasn't added")).left)
  // English text keeps its order and its full stop at the end.
  const summary = within(uploads()).getByText(/ of 6 uploaded/)
  expect(getComputedStyle(summary).unicodeBidi).toBe('plaintext')
  expect(box(summary).right).toBeGreaterThan(box(uploads()).right - 40)
  for (const sentence of [
    row('failed.pdf').querySelector('.rp-error > span'),
    zone().querySelector('.rp-reason'),
  ]) {
    const { length } = sentence?.textContent ?? ''
    expect(sentence?.textContent).toMatch(/\.$/)
    const [before] = ink(sentence, length - 2, length - 1)
    const [stop] = ink(sentence, length - 1)
    expect(stop?.left).toBeGreaterThanOrEqual((before?.right ?? Infinity) - 0.5)
  }
})

test('right-to-left layout › mirrors icons with a direction', async () => {
  document.documentElement.dir = 'rtl'
  await show(videoBackend())
  const icon = screen.getByRole('button', { name: 'Play frames' }).querySelector('svg')
  expect(icon && getComputedStyle(icon).scale).toBe('-1 1')
  option(2).focus()
  await userEvent.keyboard('{Enter}')
  const dialog = within(await screen.findByRole('dialog'))
  const previous = dialog.getByRole('button', { name: 'Previous frame' })
  const next = dialog.getByRole('button', { name: 'Next frame' })
  expect(box(previous).left).toBeGreaterThan(box(next).right)
  for (const button of [previous, next]) {
    const arrow = button.querySelector('svg')
    expect(arrow && getComputedStyle(arrow).scale).toBe('-1 1')
  }
})

test.each([
  [320, 14, 'en'],
  [560, 14, 'en'],
  [572, 14, 'de'],
  [288, 28, 'en'],
])(
  'upload row › keeps its height when speed and time left appear, %d px wide, %d px text, %s',
  async (width, size, locale) => {
    const transfer = createScriptedTransfer({ bytesPerSecond: 600_000 })
    const messages = locale === 'de' ? de : en
    renderInProvider(
      <div style={{ inlineSize: width, font: `${size}px sans-serif` }}>
        <AddOne />
        <UploadProgress />
      </div>,
      { transfer, concurrency: 1, messages, locale },
    )
    fireEvent.click(screen.getByRole('button', { name: 'Add' }))
    const queued = await screen.findByText(messages.uploads.status.queued)
    const heights = new Set([box(queued.closest('.rp-upload') as Element).height])
    const first = row('first.bin')
    await within(first).findByText(messages.uploads.status.uploading)
    heights.add(box(first).height)
    const header = () => box(uploads().querySelector('.rp-totals') as Element).height
    const before = header()
    await waitFor(
      () => {
        expect(first.querySelectorAll('.rp-figures > span')).toHaveLength(2)
        expect(first.querySelectorAll('.rp-state > span')).toHaveLength(3)
      },
      { timeout: 10_000 },
    )
    heights.add(box(first).height)
    expect(heights.size, [...heights].join()).toBe(1)
    expect(header()).toBe(before)
  },
)

test('upload rows › have the same height in every state with large text on a narrow page', async () => {
  await page.viewport(320, 640)
  document.documentElement.style.fontSize = '200%'
  await showPage()
  const rows = [moving.name, 'finishing.jpg', 'done.txt'].map(row)
  expect(new Set(rows.map((element) => Math.round(box(element).height))).size).toBe(1)
  // The last button is at the same position in every row.
  const last = rows.map((element) => box(element.querySelector('.rp-actions > :last-child') ?? element))
  expect(new Set(last.map(({ left }) => Math.round(left))).size).toBe(1)
})

test('button › shows hover by its background and focus by a ring', async () => {
  await showPage()
  const pause = screen.getByRole('button', { name: `Pause ${moving.name}` })
  const { backgroundColor, color } = getComputedStyle(pause)
  await userEvent.hover(pause)
  await waitFor(() => {
    expect(getComputedStyle(pause).backgroundColor).not.toBe(backgroundColor)
  })
  expect(getComputedStyle(pause).color).not.toBe(color)
  await userEvent.unhover(pause)
  await userEvent.keyboard('{Tab}')
  pause.focus()
  expect(getComputedStyle(pause).outlineStyle).not.toBe('none')
  expect(getComputedStyle(pause).color).not.toBe(color)
})

function AddOne() {
  const { add } = useUploadActions()
  return (
    <button onClick={() => add([sized('first.bin', 9_000_000), sized('second.bin', 9_900_000)])}>Add</button>
  )
}
