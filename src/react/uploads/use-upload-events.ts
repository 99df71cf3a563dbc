'use client'

import { useEffect } from 'react'
import type { UploadListener } from '../../uploader/events.ts'
import { useUploadContext } from '../context.ts'
import { useLatest } from '../use-latest.ts'

/**
 * Subscribes to the uploader's events while the component is mounted, for telemetry for example. The listener of the latest
 * render is called: it needs no `useCallback`.
 */
export function useUploadEvents(listener: UploadListener): void {
  const { uploader } = useUploadContext()
  const latest = useLatest(listener)
  useEffect(() => uploader.on((event) => latest.current(event)), [uploader, latest])
}
