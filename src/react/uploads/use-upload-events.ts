'use client'

import { useEffect } from 'react'
import type { UploadListener } from '../../uploader/events.ts'
import { useUploadContext } from '../context.ts'
import { useLatest } from '../use-latest.ts'

/**
 * Hears everything that the engine does while the component is mounted: for telemetry and receipts. The newest
 * listener hears; a new one with each render costs nothing.
 */
export function useUploadEvents(listener: UploadListener): void {
  const { uploader } = useUploadContext()
  const latest = useLatest(listener)
  useEffect(() => uploader.on((event) => latest.current(event)), [uploader, latest])
}
