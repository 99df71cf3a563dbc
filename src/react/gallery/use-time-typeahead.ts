'use client'

import { useCallback, useEffect, useState } from 'react'
import { nearestFrame, parseTime } from '../../ui/gallery/frame-times.ts'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import { useLatest } from '../use-latest.ts'

const pauseMs = 2_000

/** The frame that typeaheadQuery characters mean: the nearest in time, or by its number where nobody knows the times. */
function findMatchingFrame(typeaheadQuery: string, frames: readonly GalleryFrame[]): number | undefined {
  const hasTimes = frames.some(({ atSeconds }) => atSeconds !== undefined)
  if (!hasTimes)
    return /^\d+$/.test(typeaheadQuery)
      ? Math.min(Math.max(1, Number(typeaheadQuery)), frames.length) - 1
      : undefined
  const seconds = parseTime(typeaheadQuery)
  return seconds === undefined ? undefined : nearestFrame(frames, seconds)
}

/** Takes a time letter by letter: `1:2` and then `1:23`. A pause begins anew. */
export function useTimeTypeahead(frames: readonly GalleryFrame[]) {
  const [typeaheadQuery, setQuery] = useState('')
  const latest = useLatest({ frames, typeaheadQuery })

  useEffect(() => {
    if (typeaheadQuery === '') return
    const timer = setTimeout(setQuery, pauseMs, '')
    return () => {
      clearTimeout(timer)
    }
  }, [typeaheadQuery])

  /** The frame that is meant now; `undefined` where the key is no part of a time. */
  const type = useCallback(
    (key: string): number | undefined => {
      const { frames, typeaheadQuery } = latest.current
      if (key === 'Backspace' && typeaheadQuery === '') return undefined
      if (key !== 'Backspace' && !/^[\d:.,]$/.test(key)) return undefined
      const next = key === 'Backspace' ? typeaheadQuery.slice(0, -1) : typeaheadQuery + key
      const target = findMatchingFrame(next, frames)
      if (target === undefined && next !== '') return undefined
      setQuery(next)
      return target
    },
    [latest],
  )
  return { typeaheadQuery, type }
}
