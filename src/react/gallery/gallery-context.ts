'use client'

import { createContext, useContext } from 'react'
import type { UseVideoFrameGalleryResult } from './gallery-types.ts'

/**
 * The gallery, for its parts. Not handed down as a prop: React's development build compares props deeply, and twenty
 * thousand frames would take it seconds each time.
 */
export const GalleryContext = createContext<UseVideoFrameGalleryResult | undefined>(undefined)

export function useGallery(): UseVideoFrameGalleryResult {
  const gallery = useContext(GalleryContext)
  if (!gallery) throw new Error('A part of a gallery stands outside <VideoFrameGallery>.')
  return gallery
}
