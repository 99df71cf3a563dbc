/** A local video whose frames can be drawn. */
export type OpenVideo = {
  element: HTMLVideoElement
  /** Seconds. */
  duration: number
  width: number
  height: number
  /** Seeks to a time and waits for its frame; resolves to `false` if the video has none. */
  seek(seconds: number): Promise<boolean>
  close(): void
}

const timeoutMs = 8_000
// Browsers paint a frame soon after `seeked`. In a hidden tab `requestVideoFrameCallback` is never called.
const paintTimeoutMs = 400

/** Opens a video; resolves to `undefined` if the browser cannot play it, or not in time. */
export async function openVideo(file: Blob, signal: AbortSignal): Promise<OpenVideo | undefined> {
  const element = document.createElement('video')
  const url = URL.createObjectURL(file)
  element.muted = true
  element.playsInline = true
  element.preload = 'auto'

  function close() {
    // The decoder is released with the source: https://html.spec.whatwg.org/multipage/media.html#best-practices-for-authors-using-media-elements
    element.removeAttribute('src')
    element.load()
    URL.revokeObjectURL(url)
  }
  const waitFor = (event: string) => waitForEvent(element, event, signal)

  const isLoaded = waitFor('loadeddata')
  element.src = url
  const isOpen = (await isLoaded) && (await resolveDuration(element, waitFor))
  const { duration, videoWidth: width, videoHeight: height } = element
  if (!isOpen || signal.aborted || !(duration > 0) || !Number.isFinite(duration) || width === 0) {
    close()
    return undefined
  }
  return { element, duration, width, height, close, seek: (seconds) => seek(element, seconds, waitFor) }
}

type WaitFor = (event: string) => Promise<boolean>

/** A recording of `MediaRecorder` has an infinite duration until the browser seeks to its end. */
async function resolveDuration(element: HTMLVideoElement, waitFor: WaitFor): Promise<boolean> {
  if (Number.isFinite(element.duration)) return true
  const isKnown = waitFor('durationchange')
  const isSeeked = waitFor('seeked')
  element.currentTime = 1e8
  return (await isKnown) && (await isSeeked)
}

async function seek(element: HTMLVideoElement, seconds: number, waitFor: WaitFor): Promise<boolean> {
  if (element.currentTime === seconds && element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return true
  const isPainted = nextFrame(element)
  const isSeeked = waitFor('seeked')
  element.currentTime = seconds
  if (!(await isSeeked)) return false
  await isPainted
  return true
}

/** Safari dispatches `seeked` before the frame is there; `requestVideoFrameCallback` waits for it. */
function nextFrame(element: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const request: unknown = Reflect.get(element, 'requestVideoFrameCallback')
    if (typeof request !== 'function') {
      resolve()
      return
    }
    element.requestVideoFrameCallback(() => {
      resolve()
    })
    element.addEventListener('seeked', () => setTimeout(resolve, paintTimeoutMs), { once: true })
    element.addEventListener('error', () => {
      resolve()
    })
  })
}

/** Whether an event comes before an error, an abort or the timeout. */
function waitForEvent(element: HTMLVideoElement, event: string, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const listeners = new AbortController()
    const finish = (hasCome: boolean) => {
      clearTimeout(timer)
      listeners.abort()
      resolve(hasCome)
    }
    const timer = setTimeout(finish, timeoutMs, false)
    const options = { signal: listeners.signal }
    element.addEventListener(event, () => finish(true), options)
    element.addEventListener('error', () => finish(false), options)
    signal.addEventListener('abort', () => finish(false), options)
    if (signal.aborted) finish(false)
  })
}
