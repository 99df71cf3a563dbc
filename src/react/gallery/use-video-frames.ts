'use client'

import { useFramesQuery } from './use-frames-query.ts'

/**
 * A video's frames with live URLs: more arrive while processing runs, and all are signed again in time. Asking ends
 * when all are there, when processing has failed, or when none has come for an hour.
 * A picture that does not load all the same may have lost its URL early: `refetch({ cancelRefetch: false })` asks once
 * for all of them, as `useVideoFrameGallery` does.
 *
 * @param fileId asks for nothing while `undefined`
 */
export function useVideoFrames(fileId: string | undefined) {
  return useFramesQuery(fileId).query
}
