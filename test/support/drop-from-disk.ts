import { cdp } from 'vitest/browser'

/** The Chrome DevTools Protocol, which Vitest does not type. */
type Session = { send(method: 'Input.dispatchDragEvent', event: object): Promise<unknown> }

/** Drags a file or folder from the disk onto an element and drops it. */
export async function dropFromDisk(target: Element, path: string): Promise<void> {
  const session = cdp() as unknown as Session
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  const { x, y } = centreOf(target)
  for (const type of ['dragEnter', 'dragOver', 'drop']) {
    await session.send('Input.dispatchDragEvent', { type, x, y, data })
  }
}

/** The centre in the top page: tests run in a frame, which can be scaled. */
function centreOf(target: Element) {
  const { left, top, width, height } = target.getBoundingClientRect()
  const frame = window.frameElement
  const around = frame?.getBoundingClientRect() ?? { left: 0, top: 0, width: innerWidth }
  const scale = around.width / innerWidth
  return { x: around.left + (left + width / 2) * scale, y: around.top + (top + height / 2) * scale }
}
