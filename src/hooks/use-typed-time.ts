'use client'

import { useCallback, useEffect, useState } from 'react'
import { nearestFrame, parseTime } from './frame-times.ts'
import type { GalleryFrame } from './gallery-frames.ts'
import { useLatest } from './use-latest.ts'

const pauseMs = 2_000

/** The frame that typed characters mean: the nearest in time, or by its number where nobody knows the times. */
function meantBy(typed: string, frames: readonly GalleryFrame[]): number | undefined {
  const hasTimes = frames.some(({ atSeconds }) => atSeconds !== undefined)
  if (!hasTimes)
    return /^\d+$/.test(typed) ? Math.min(Math.max(1, Number(typed)), frames.length) - 1 : undefined
  const seconds = parseTime(typed)
  return seconds === undefined ? undefined : nearestFrame(frames, seconds)
}

/** Takes a time letter by letter: `1:2` and then `1:23`. A pause begins anew. */
export function useTypedTime(frames: readonly GalleryFrame[]) {
  const [typed, setTyped] = useState('')
  const latest = useLatest({ frames, typed })

  useEffect(() => {
    if (typed === '') return
    const timer = setTimeout(setTyped, pauseMs, '')
    return () => {
      clearTimeout(timer)
    }
  }, [typed])

  /** The frame that is meant now; `undefined` where the key is no part of a time. */
  const type = useCallback(
    (key: string): number | undefined => {
      const { frames, typed } = latest.current
      if (key === 'Backspace' && typed === '') return undefined
      if (key !== 'Backspace' && !/^[\d:.,]$/.test(key)) return undefined
      const next = key === 'Backspace' ? typed.slice(0, -1) : typed + key
      const target = meantBy(next, frames)
      if (target === undefined && next !== '') return undefined
      setTyped(next)
      return target
    },
    [latest],
  )
  return { typed, type }
}
