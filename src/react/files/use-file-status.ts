'use client'

import { focusManager, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { UploadError } from '../../errors.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import type { FileState } from '../../model/remote-file.ts'
import { createFormat } from '../../ui/i18n/format.ts'
import { useUploadContext } from '../context.ts'
import { fileQueries } from './file-queries.ts'

/** Options of `useFileStatus`. */
export type UseFileStatusOptions = {
  /** Milliseconds after which polling ends with `processing-timeout`. @default 3_600_000, one hour */
  deadlineMs?: number | undefined
}

// If the deadline passes while the tab is hidden, this is the time for one last poll when it is visible again.
const finalPollMs = 10_000

/** TanStack's query, with the error `processing-timeout` once the deadline has passed. */
export type UseFileStatusResult = Omit<UseQueryResult<FileState>, 'error'> & { error: Error | null }

/**
 * A file's status, polled with growing intervals until it is final: not while the tab is hidden, at once when it is
 * visible again, and not beyond a deadline.
 *
 * @param fileId disables the query while `undefined`
 */
export function useFileStatus(
  fileId: string | undefined,
  { deadlineMs = 3_600_000 }: UseFileStatusOptions = {},
): UseFileStatusResult {
  const { backend } = useUploadContext()
  const [overdueId, setOverdueId] = useState<string>()
  const isOverdue = fileId !== undefined && overdueId === fileId
  const options = fileQueries.status(backend, fileId ?? '')
  const result = useQuery({ ...options, enabled: fileId !== undefined && !isOverdue })

  const isFinal = result.data !== undefined && isFinalStatus(result.data.status)
  useEffect(() => {
    if (fileId === undefined || isFinal) return undefined
    return startDeadline(deadlineMs, () => {
      setOverdueId(fileId)
    })
  }, [fileId, isFinal, deadlineMs])

  if (!isOverdue || isFinal) return result
  const duration = createFormat('en').duration(deadlineMs / 1000)
  const error = new UploadError(
    'processing-timeout',
    `The server has not finished processing the file within ${duration}. Check again later.`,
  )
  return { ...result, error }
}

/** Calls `onDeadline` after a time, or later if the tab is hidden then. Returns how to cancel. */
function startDeadline(ms: number, onDeadline: () => void): () => void {
  let unsubscribe: (() => void) | undefined
  let timer = setTimeout(() => {
    if (focusManager.isFocused()) {
      onDeadline()
      return
    }
    unsubscribe = focusManager.subscribe((isFocused) => {
      if (!isFocused) return
      unsubscribe?.()
      timer = setTimeout(onDeadline, finalPollMs)
    })
  }, ms)
  return () => {
    clearTimeout(timer)
    unsubscribe?.()
  }
}
