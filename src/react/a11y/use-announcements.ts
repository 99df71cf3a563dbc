'use client'

import { useEffect } from 'react'
import { useUploadContext } from '../context.ts'

/**
 * Has the provider announce uploads to screen readers. The live region and what fills it are loaded by the first
 * component or hook that shows uploads, not by the provider.
 */
export function useAnnouncements(): void {
  const { announce } = useUploadContext()
  useEffect(announce, [announce])
}
