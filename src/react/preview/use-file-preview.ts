'use client'

import { useCallback, useSyncExternalStore } from 'react'
import { makePreview, canPreview } from '../../ui/preview/make-preview.ts'
import {
  createPreviewStore,
  loadingPreview,
  noPreview,
  type FilePreview,
} from '../../ui/preview/preview-store.ts'

/** Options of `useFilePreview`. */
export type UseFilePreviewOptions = {
  /** Pixels of the picture's shorter side. @default 96, for a tile of up to 48 on a dense screen */
  size?: number
}

// One for all who show a file in a size, wherever on the page they are.
const stores = new Map<number, ReturnType<typeof createPreviewStore>>()

function storeOf(size: number) {
  const known = stores.get(size)
  if (known) return known
  const store = createPreviewStore((file, signal) => makePreview(file, size, signal))
  stores.set(size, store)
  return store
}

/**
 * A small picture of a local file: an image in small, a frame of a video. Made once for all who show it, and its URL
 * revoked a second after nobody does any more. Of what this browser cannot show (HEIC in most) there is `none`.
 *
 * @example
 * const { url } = useFilePreview(upload?.source)
 * return url ? <img src={url} alt="" /> : <FileIcon />
 */
export function useFilePreview(
  file: File | Blob | undefined,
  { size = 96 }: UseFilePreviewOptions = {},
): FilePreview {
  const shown = file && canPreview(file) ? file : undefined
  const subscribe = useCallback(
    (listener: () => void) => (shown ? storeOf(size).subscribe(shown, listener) : () => undefined),
    [shown, size],
  )
  return useSyncExternalStore(
    subscribe,
    () => (shown ? storeOf(size).get(shown) : noPreview),
    () => (shown ? loadingPreview : noPreview),
  )
}
