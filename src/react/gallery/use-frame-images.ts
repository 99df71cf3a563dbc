'use client'

import { useCallback, type Dispatch } from 'react'
import type { GalleryFrame } from '../../ui/gallery/frames.ts'
import type { FrameImageState, GalleryAction } from '../../ui/gallery/gallery-state.ts'

/** Props of a frame's `<img>`. */
export type FrameImageProps = {
  src: string | undefined
  alt: string
  draggable: false
  onLoad(): void
  onError(): void
}

type Options = {
  frames: readonly GalleryFrame[]
  images: Readonly<Record<number, FrameImageState>>
  refetch(): Promise<unknown>
  dispatch: Dispatch<GalleryAction>
}

/**
 * Refetches the frames once when an image fails to load, since its URL may have expired. `decoding` is not set: with
 * `async`, the image would disappear for a moment whenever its URL is refreshed.
 */
export function useFrameImages({ frames, images, refetch, dispatch }: Options) {
  // Images that fail together share one request.
  const refetchFrames = useCallback(() => {
    void refetch().finally(() => {
      dispatch({ type: 'frames-refetched' })
    })
  }, [refetch, dispatch])

  const retry = useCallback(
    (index?: number) => {
      dispatch({ type: 'retry-images', index })
      refetchFrames()
    },
    [dispatch, refetchFrames],
  )

  const getImageProps = useCallback(
    (index: number): FrameImageProps => ({
      src: frames[index]?.url,
      alt: '',
      draggable: false,
      onLoad() {
        dispatch({ type: 'image-loaded', index })
      },
      onError() {
        // A preview that fails is replaced by the backend's image.
        if (frames[index]?.status !== 'ready') return
        dispatch({ type: 'image-failed', index })
        const status = images[index]?.status ?? 'loaded'
        if (status === 'loaded') refetchFrames()
      },
    }),
    [frames, images, dispatch, refetchFrames],
  )
  return { getImageProps, retry }
}
