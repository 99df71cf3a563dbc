'use client'

import { focusManager, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { UploadError } from '../../errors.ts'
import { isFinalStatus } from '../../model/file-status.ts'
import type { FileState } from '../../model/remote-file.ts'
import { fileQueries } from './file-queries.ts'
import { createFormat } from '../../ui/i18n/format.ts'
import { useUploadContext } from '../context.ts'

/** Options of `useFileStatus`. */
export type UseFileStatusOptions = {
  /** Milliseconds after which polling ends with `processing-timeout`. @default one hour */
  deadlineMs?: number
}

// A tab that was hidden beyond the deadline asks once more when it is seen again, and waits so long for the answer.
const finalPollMs = 10_000

/** TanStack's query, with `processing-timeout` as its error once the deadline is over. */
export type UseFileStatusResult = Omit<UseQueryResult<FileState>, 'error'> & { error: Error | null }

/**
 * A file's status, polled until it is final: ever more patiently, not while the tab is hidden, at once when it
 * is seen again, and never beyond a deadline, unless the tab was hidden then: it looks once more.
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
    const end = () => {
      setOverdue(fileId)
    }
    let stop: (() => void) | undefined
    let timer = setTimeout(() => {
      if (focusManager.isFocused()) {
        end()
        return
      }
      stop = focusManager.subscribe((isSeen) => {
        if (!isSeen) return
        stop?.()
        timer = setTimeout(end, finalPollMs)
      })
    }, deadlineMs)
    return () => {
      clearTimeout(timer)
      stop?.()
    }
  }, [fileId, isFinal, deadlineMs])

  if (!isOverdue || isFinal) return result
  const time = createFormat('en').duration(deadlineMs / 1000)
  const error = new UploadError(
    'processing-timeout',
    `The server has not finished processing the file within ${time}. Look again later.`,
  )
  return { ...result, error }
}
