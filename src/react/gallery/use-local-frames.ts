'use client'

import { useEffect, useMemo, useState } from 'react'
import { captureFrames } from '../../ui/gallery/capture-frames.ts'
import { localFrameCount, type LocalFrames } from '../../ui/gallery/local-frames.ts'

type Taken = { fileId: string | undefined; of: File | Blob; frames: LocalFrames }

/**
 * Pictures of a video that is still a file on this device, one after another as they are taken. Their addresses are
 * revoked when nobody needs them any more; how wide and long the video is stays known.
 *
 * @param file takes nothing while `undefined`
 */
export function useLocalFrames(
  fileId: string | undefined,
  file: File | Blob | undefined,
): LocalFrames | undefined {
  const [taken, setTaken] = useState<Taken>()

  useEffect(() => {
    if (!file) return
    const controller = new AbortController()
    const urls: (string | undefined)[] = []
    let video = { duration: 0, width: 0, height: 0 }

    function tell(of: File | Blob) {
      setTaken({ fileId, of, frames: { ...video, count: localFrameCount, urls: [...urls] } })
    }
    // A film that cannot be played here has no pictures: the backend's will do.
    captureFrames(file, {
      count: localFrameCount,
      signal: controller.signal,
      onOpen(opened) {
        video = opened
        tell(file)
      },
      onFrame(place, picture) {
        urls[place] = URL.createObjectURL(picture)
        tell(file)
      },
    }).catch(() => undefined)

    return () => {
      controller.abort()
      for (const url of urls) if (url !== undefined) URL.revokeObjectURL(url)
      // What is only hidden comes back with its state.
      setTaken((before) => before && { ...before, frames: { ...before.frames, urls: [] } })
    }
  }, [fileId, file])

  return useMemo(() => {
    if (!taken || taken.fileId !== fileId) return undefined
    return taken.of === file ? taken.frames : { ...taken.frames, urls: [] }
  }, [taken, fileId, file])
}
