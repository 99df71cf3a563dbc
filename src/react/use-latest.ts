'use client'

import { useEffect, useRef, type RefObject } from 'react'

/** A ref that holds the newest value after each render, for callbacks that must not restart an effect. */
export function useLatest<T>(value: T): RefObject<T> {
  const latest = useRef(value)
  useEffect(() => {
    latest.current = value
  })
  return latest
}
