'use client'

import { useSyncExternalStore } from 'react'
import { useUploadContext } from '../context.ts'

/** The ids of all uploads in order; re-renders only when one comes or goes. Lists give each row its id. */
export function useUploadIds(): readonly string[] {
  const { uploader } = useUploadContext()
  return useSyncExternalStore(uploader.subscribeIds, uploader.ids, uploader.ids)
}
