import { execFile } from 'node:child_process'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type { Page } from 'playwright'
import { expect, onTestFinished } from 'vitest'
import { dropzoneIn, centerOf, waitOptions, type Point } from '../live-page.ts'
import { startProgram } from './start-program.ts'
import { screenSize, type Screen } from './start-screen.ts'

const script = fileURLToPath(new URL('file-window.py', import.meta.url))

/** Where the window is that files are dragged out of, and its middle. */
const corner = { x: screenSize.width - 40, y: screenSize.height - 40 }
const middle = { x: corner.x + 20, y: corner.y + 20 }

/**
 * Drags files and folders out of another program’s window onto Firefox’s dropzone, with the screen’s mouse. The page is
 * the one that was opened last: no window manager brings another to the front.
 */
export async function dragFiles(screen: Screen, page: Page, paths: readonly string[]): Promise<void> {
  const mouse = (...actions: readonly (string | number)[]) =>
    promisify(execFile)(screen.xdotool, actions.map(String), { env: screen.env })
  const zone = dropzoneIn(page)
  const goal = await onScreen(page, await centerOf(zone))

  const urls = paths.map((path) => pathToFileURL(path).href)
  const source = startProgram(
    screen.python,
    [script, String(corner.x), String(corner.y), ...urls],
    screen.env,
  )
  onTestFinished(source.end)
  await source.waitForLine(/^ready$/)
  await mouse('mousemove', middle.x, middle.y, 'mousedown', 1)
  try {
    await mouse('mousemove', corner.x, corner.y)
    await source.waitForLine(/^dragged$/)
    await mouse(...glide(corner, goal))
    // Firefox updates the drag target on each mouse movement.
    let moves = 0
    const isOver = async () => {
      await mouse('mousemove', goal.x + (moves++ % 2), goal.y)
      return zone.getAttribute('data-drag')
    }
    const message = 'The dropzone is to see what is held over it'
    await expect.poll(isOver, { ...waitOptions, message }).not.toBe('none')
  } finally {
    await mouse('mouseup', 1)
  }
  await source.waitForLine(/^dropped$/)
}

/** Twenty steps of a hundredth of a second. */
function glide(from: Point, to: Point): (string | number)[] {
  const steps = Array.from({ length: 20 }, (_, step) => (step + 1) / 20)
  return steps.flatMap((part) => {
    const x = from.x + (to.x - from.x) * part
    const y = from.y + (to.y - from.y) * part
    return ['mousemove', Math.round(x), Math.round(y), 'sleep', 0.01]
  })
}

/** Where a point of the page is on the screen. */
async function onScreen(page: Page, { x, y }: Point): Promise<Point> {
  // Of all browsers Firefox alone says where on the screen the page begins.
  const [left, top] = await page.evaluate(() =>
    ['mozInnerScreenX', 'mozInnerScreenY'].map((name) => Number(Reflect.get(window, name))),
  )
  return { x: Math.round((left ?? 0) + x), y: Math.round((top ?? 0) + y) }
}
