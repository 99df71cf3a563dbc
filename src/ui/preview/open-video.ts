/** A video file whose pictures can be looked at. */
export type OpenVideo = {
  element: HTMLVideoElement
  /** Seconds. */
  duration: number
  width: number
  height: number
  /** Goes to a time and waits for its picture; `false` where the video gives none any more. */
  seek(seconds: number): Promise<boolean>
  close(): void
}

const patienceMs = 8_000
// Browsers paint what they sought within a frame or two; in a hidden tab they never say so.
const paintMs = 400

/** Opens a file; `undefined` where the browser cannot play it, or not in time. */
export async function openVideo(file: Blob, signal: AbortSignal): Promise<OpenVideo | undefined> {
  const element = document.createElement('video')
  const url = URL.createObjectURL(file)
  element.muted = true
  element.playsInline = true
  element.preload = 'auto'

  function close() {
    // An element that keeps its source keeps its decoder.
    element.removeAttribute('src')
    element.load()
    URL.revokeObjectURL(url)
  }
  const heard = (event: string, ms = patienceMs) => waitForEvent(element, event, ms, signal)

  const isOpen = heard('loadeddata')
  element.src = url
  const opened = (await isOpen) && (await resolveDuration(element, heard))
  const { duration, videoWidth: width, videoHeight: height } = element
  if (!opened || signal.aborted || !(duration > 0) || !Number.isFinite(duration) || width === 0) {
    close()
    return undefined
  }
  return { element, duration, width, height, close, seek: (seconds) => seek(element, seconds, heard) }
}

type Hear = (event: string, ms?: number) => Promise<boolean>

/** What a browser has recorded itself does not tell how long it is until somebody looks for its end. */
async function resolveDuration(element: HTMLVideoElement, heard: Hear): Promise<boolean> {
  if (Number.isFinite(element.duration)) return true
  const isKnown = heard('durationchange')
  const isThere = heard('seeked')
  element.currentTime = 1e8
  return (await isKnown) && (await isThere)
}

async function seek(element: HTMLVideoElement, seconds: number, heard: Hear): Promise<boolean> {
  if (element.currentTime === seconds && element.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) return true
  const isPainted = nextPicture(element)
  const isThere = heard('seeked')
  element.currentTime = seconds
  if (!(await isThere)) return false
  await isPainted
  return true
}

/** Safari says `seeked` before there is a picture; `requestVideoFrameCallback` waits for it. */
function nextPicture(element: HTMLVideoElement): Promise<void> {
  return new Promise((resolve) => {
    const ask: unknown = Reflect.get(element, 'requestVideoFrameCallback')
    if (typeof ask !== 'function') {
      resolve()
      return
    }
    element.requestVideoFrameCallback(() => {
      resolve()
    })
    element.addEventListener('seeked', () => setTimeout(resolve, paintMs), { once: true })
    element.addEventListener('error', () => {
      resolve()
    })
  })
}

/** Whether an event comes before an error, an abort or the end of patience. */
function waitForEvent(
  element: HTMLVideoElement,
  event: string,
  ms: number,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const done = new AbortController()
    const end = (hasCome: boolean) => {
      clearTimeout(timer)
      done.abort()
      resolve(hasCome)
    }
    const timer = setTimeout(end, ms, false)
    const once = { signal: done.signal }
    element.addEventListener(event, () => end(true), once)
    element.addEventListener('error', () => end(false), once)
    signal.addEventListener('abort', () => end(false), once)
    if (signal.aborted) end(false)
  })
}
