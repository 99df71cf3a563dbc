'use client'

import { useQuery } from '@tanstack/react-query'
import { fileQueries } from './file-queries.ts'
import { useUploadContext } from '../context.ts'

/**
 * A URL that a browser can open, for a storage URI (`s3://…`); replaced before it expires.
 *
 * @param uri asks for nothing while `undefined`
 */
export function usePresignedUrl(uri: string | undefined) {
  const { backend } = useUploadContext()
  return useQuery({ ...fileQueries.presigned(backend, uri ?? ''), enabled: uri !== undefined })
}
