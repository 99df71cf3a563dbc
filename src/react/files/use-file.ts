'use client'

import { useQuery } from '@tanstack/react-query'
import { fileQueries } from './file-queries.ts'
import { useUploadContext } from '../context.ts'

/**
 * One file, its signed URL kept alive.
 *
 * @param fileId asks for nothing while `undefined`
 */
export function useFile(fileId: string | undefined) {
  const { backend } = useUploadContext()
  return useQuery({ ...fileQueries.get(backend, fileId ?? ''), enabled: fileId !== undefined })
}
