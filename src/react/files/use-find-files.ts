'use client'

import { useQuery } from '@tanstack/react-query'
import type { FindQuery } from './file-keys.ts'
import { fileQueries } from './file-queries.ts'
import { useUploadContext } from '../context.ts'

/**
 * The files of some ids or of some contents, by their SHA-256; what there is no file for is left out. Asked for again
 * whenever lists are. Asks for nothing while neither an id nor a hash is given.
 */
export function useFindFiles({ ids, contentHashes }: FindQuery) {
  const { backend } = useUploadContext()
  const isAsked = Boolean(ids?.length) || Boolean(contentHashes?.length)
  return useQuery({ ...fileQueries.find(backend, { ids, contentHashes }), enabled: isAsked })
}
