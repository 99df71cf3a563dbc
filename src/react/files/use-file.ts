'use client'

import { useQuery } from '@tanstack/react-query'
import { useUploadContext } from '../context.ts'
import { fileQueries } from './file-queries.ts'

/**
 * One file; refetched before its presigned URL expires.
 *
 * @param fileId disables the query while `undefined`
 */
export function useFile(fileId: string | undefined) {
  const { backend } = useUploadContext()
  return useQuery({ ...fileQueries.get(backend, fileId ?? ''), enabled: fileId !== undefined })
}

/**
 * A presigned URL, which a browser can open, for a storage URI (`s3://…`); refetched before it expires.
 *
 * @param uri disables the query while `undefined`
 */
export function usePresignedUrl(uri: string | undefined) {
  const { backend } = useUploadContext()
  return useQuery({ ...fileQueries.presigned(backend, uri ?? ''), enabled: uri !== undefined })
}
