'use client'

import { createContext, useContext } from 'react'
import type { UseVideoFrameGalleryResult } from './use-video-frame-gallery.ts'

/**
 * The gallery for its parts. A context and not a prop: React's development build compares props deeply to log render
 * times, which takes seconds with twenty thousand frames.
 */
export const GalleryContext = createContext<UseVideoFrameGalleryResult | undefined>(undefined)

export function useGallery(): UseVideoFrameGalleryResult {
  const gallery = useContext(GalleryContext)
  if (!gallery) throw new Error('useGallery must be used within <VideoFrameGallery>.')
  return gallery
}
