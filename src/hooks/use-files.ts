'use client'

import { useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FileQuery, RemoteFile } from '../model/remote-file.ts'
import { fileQueries } from './file-queries.ts'
import { useUploadContext } from './upload-context.ts'

/** Files page by page, newest first: `files` of all pages so far beside TanStack's infinite query. */
export function useFiles(query: FileQuery = {}) {
  const { backend } = useUploadContext()
  const result = useInfiniteQuery(fileQueries.list(backend, query))
  const { data } = result
  const files: readonly RemoteFile[] = useMemo(() => data?.pages.flatMap((page) => page.files) ?? [], [data])
  return { ...result, files, total: data?.pages[0]?.total }
}
