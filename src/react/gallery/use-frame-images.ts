'use client'

import { useCallback, type Dispatch } from 'react'
import type { GalleryFrame } from '../../ui/gallery/gallery-frames.ts'
import type { GalleryAction, Picture } from '../../ui/gallery/gallery-state.ts'

/** Attributes of a frame's picture. */
export type FrameImageProps = {
  src: string | undefined
  alt: string
  draggable: false
  onLoad(): void
  onError(): void
}

type Options = {
  frames: readonly GalleryFrame[]
  pictures: Readonly<Record<number, Picture>>
  refetch(): Promise<unknown>
  dispatch: Dispatch<GalleryAction>
}

/**
 * Pictures that do not load are asked for once more: their URLs may have expired. No `decoding` is set: a picture
 * that is decoded later than its address changes would leave a hole meanwhile.
 */
export function useFrameImages({ frames, pictures, refetch, dispatch }: Options) {
  // However many fail together: a request that is on its way serves them all.
  const askAgain = useCallback(() => {
    void refetch().finally(() => {
      dispatch({ type: 'asked-again' })
    })
  }, [refetch, dispatch])

  const retry = useCallback(
    (index?: number) => {
      dispatch({ type: 'ask-again', index })
      askAgain()
    },
    [dispatch, askAgain],
  )

  const getImageProps = useCallback(
    (index: number): FrameImageProps => ({
      src: frames[index]?.url,
      alt: '',
      draggable: false,
      onLoad() {
        dispatch({ type: 'picture-loaded', index })
      },
      onError() {
        // A stand-in that fails is the backend's to replace.
        if (frames[index]?.status !== 'ready') return
        dispatch({ type: 'picture-failed', index })
        const status = pictures[index]?.status ?? 'fine'
        if (status === 'fine') askAgain()
      },
    }),
    [frames, pictures, dispatch, askAgain],
  )
  return { getImageProps, retry }
}
