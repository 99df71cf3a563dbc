'use client'

import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { UploadError } from '../errors.ts'
import { isFinalStatus } from '../model/file-status.ts'
import type { FileState } from '../model/remote-file.ts'
import { fileQueries } from './file-queries.ts'
import { useUploadContext } from './upload-context.ts'

/** Options of `useFileStatus`. */
export type UseFileStatusOptions = {
  /** Milliseconds after which polling ends with `processing-timeout`. @default one hour */
  deadlineMs?: number
}

/** TanStack's query, with `processing-timeout` as its error once the deadline is over. */
export type UseFileStatusResult = Omit<UseQueryResult<FileState>, 'error'> & { error: Error | null }

/**
 * A file's status, polled until it is final: ever more patiently, not while the tab is hidden, at once when it
 * is seen again, and never beyond a deadline.
 *
 * @param fileId asks for nothing while `undefined`
 */
export function useFileStatus(
  fileId: string | undefined,
  { deadlineMs = 3_600_000 }: UseFileStatusOptions = {},
): UseFileStatusResult {
  const { backend } = useUploadContext()
  const [overdue, setOverdue] = useState<string>()
  const isOverdue = fileId !== undefined && overdue === fileId
  const options = fileQueries.status(backend, fileId ?? '')
  const result = useQuery({ ...options, enabled: fileId !== undefined && !isOverdue })

  const isFinal = result.data !== undefined && isFinalStatus(result.data.status)
  useEffect(() => {
    if (fileId === undefined || isFinal) return
    const timer = setTimeout(() => {
      setOverdue(fileId)
    }, deadlineMs)
    return () => {
      clearTimeout(timer)
    }
  }, [fileId, isFinal, deadlineMs])

  if (!isOverdue || isFinal) return result
  const seconds = deadlineMs / 1000
  const error = new UploadError(
    'processing-timeout',
    `The server has not finished processing the file within ${seconds} s. Look again later.`,
  )
  return { ...result, error }
}
