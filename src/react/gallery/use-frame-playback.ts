'use client'

import { useEffect, useRef } from 'react'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import { useLatest } from '../use-latest.ts'

const picturesAhead = 4

type Options = {
  isPlaying: boolean
  /** The frame that is shown. */
  index: number | undefined
  frames: readonly GalleryFrame[]
  framesPerSecond: number
  turn(index: number): void
  pause(): void
}

/** Turns the pages: each as soon as it is time and its picture is there, so that none is seen empty. */
export function useFramePlayback(options: Options): void {
  const { isPlaying, index, framesPerSecond } = options
  const latest = useLatest(options)
  const loaded = useRef(new Map<string, Promise<unknown>>())

  useEffect(() => {
    if (!isPlaying || index === undefined) return
    const { frames, turn, pause } = latest.current
    const coming = nextFrames(frames, index)
    const [next] = coming
    if (!next) {
      pause()
      return
    }
    const pictures = loaded.current
    for (const { url } of coming) if (!pictures.has(url)) pictures.set(url, load(url))
    for (const url of pictures.keys()) if (pictures.size > 2 * picturesAhead) pictures.delete(url)

    const wait = new AbortController()
    const isTime = new Promise((resolve) => setTimeout(resolve, 1000 / framesPerSecond))
    void Promise.all([isTime, pictures.get(next.url)]).then(() => {
      if (!wait.signal.aborted) turn(next.index)
    })
    return () => {
      wait.abort()
    }
  }, [isPlaying, index, framesPerSecond, latest])
}

/** The next frames that can be shown. */
function nextFrames(frames: readonly GalleryFrame[], index: number): { index: number; url: string }[] {
  const pages: { index: number; url: string }[] = []
  for (let at = index + 1; at < frames.length && pages.length < picturesAhead; at++) {
    const url = frames[at]?.url
    if (url !== undefined) pages.push({ index: at, url })
  }
  return pages
}

/** One that does not load is turned to all the same: there it is asked for again, or marked. */
async function load(url: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = url
  await image.decode().catch(() => undefined)
  return image
}
