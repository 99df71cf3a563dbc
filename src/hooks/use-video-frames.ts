'use client'

import { useQuery } from '@tanstack/react-query'
import { fileQueries } from './file-queries.ts'
import { useUploadContext } from './upload-context.ts'

/**
 * A video's frames with live URLs: more arrive while processing runs, and all are signed again in time.
 * A picture that does not load all the same may have lost its URL early: `refetch({ cancelRefetch: false })` asks once
 * for all of them, as `useVideoFrameGallery` does.
 *
 * @param fileId asks for nothing while `undefined`
 */
export function useVideoFrames(fileId: string | undefined) {
  const { backend } = useUploadContext()
  return useQuery({ ...fileQueries.frames(backend, fileId ?? ''), enabled: fileId !== undefined })
}
