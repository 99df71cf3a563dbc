import type { FrameApi } from './frame.ts'

/** What the page does for the runner: it holds the frames, one for each case that runs. */
export type Host = typeof host

declare global {
  interface Window {
    host: Host
  }
}

const frames = new Map<number, HTMLIFrameElement>()

async function untilReady(frame: HTMLIFrameElement) {
  await new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
  if (!frame.contentWindow?.frameApi) throw new Error('The frame did not start.')
}

const host = {
  /** Opens the page of a case. */
  async open(key: number, path: string) {
    const frame = document.createElement('iframe')
    frame.src = path
    frames.set(key, frame)
    document.body.append(frame)
    await untilReady(frame)
  },
  async reload(key: number) {
    const frame = frames.get(key)
    if (!frame) return
    const ready = untilReady(frame)
    frame.contentWindow?.location.reload()
    await ready
  },
  close(key: number) {
    frames.get(key)?.remove()
    frames.delete(key)
  },
  /** Calls a function of a frame. */
  call(key: number, name: keyof FrameApi, args: readonly unknown[]): unknown {
    const api = frames.get(key)?.contentWindow?.frameApi
    if (!api) throw new Error('There is no such frame.')
    const method = api[name] as (...args: readonly unknown[]) => unknown
    return method(...args)
  },
}

window.host = host
