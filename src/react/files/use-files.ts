'use client'

import { useInfiniteQuery, type InfiniteData, type UseInfiniteQueryResult } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FilePage, FileQuery, RemoteFile } from '../../model/remote-file.ts'
import { fileQueries } from './file-queries.ts'
import { useUploadContext } from '../context.ts'

/** TanStack's infinite query, with the files of all pages so far. */
export type UseFilesResult = UseInfiniteQueryResult<InfiniteData<FilePage, string | undefined>> & {
  files: readonly RemoteFile[]
  /** Of all pages, where the backend tells. */
  total: number | undefined
}

/** Files page by page, newest first: `files` of all pages so far beside TanStack's infinite query. */
export function useFiles(query: FileQuery = {}): UseFilesResult {
  const { backend } = useUploadContext()
  const result = useInfiniteQuery(fileQueries.list(backend, query))
  const { data } = result
  const files: readonly RemoteFile[] = useMemo(() => data?.pages.flatMap((page) => page.files) ?? [], [data])
  return { ...result, files, total: data?.pages[0]?.total }
}
