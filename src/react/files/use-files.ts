'use client'

import {
  useInfiniteQuery,
  useQuery,
  type InfiniteData,
  type UseInfiniteQueryResult,
} from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FilePage, FileQuery, RemoteFile } from '../../model/remote-file.ts'
import { useUploadContext } from '../context.ts'
import type { FindQuery } from './file-keys.ts'
import { fileQueries } from './file-queries.ts'

/** TanStack's infinite query with the files of all loaded pages. */
export type UseFilesResult = UseInfiniteQueryResult<InfiniteData<FilePage, string | undefined>> & {
  files: readonly RemoteFile[]
  /** Files on all pages, if the backend reports it. */
  total: number | undefined
}

/** Files page by page, newest first. */
export function useFiles(query: FileQuery = {}): UseFilesResult {
  const { backend } = useUploadContext()
  const result = useInfiniteQuery(fileQueries.list(backend, query))
  const { data } = result
  const files: readonly RemoteFile[] = useMemo(() => data?.pages.flatMap((page) => page.files) ?? [], [data])
  return { ...result, files, total: data?.pages[0]?.total }
}

/**
 * Files by id, or by the SHA-256 of their content; an id or a hash without a file is left out. Refetched together with
 * lists, disabled while neither an id nor a hash is given.
 */
export function useFindFiles({ ids, contentHashes }: FindQuery) {
  const { backend } = useUploadContext()
  const enabled = Boolean(ids?.length) || Boolean(contentHashes?.length)
  return useQuery({ ...fileQueries.find(backend, { ids, contentHashes }), enabled })
}
