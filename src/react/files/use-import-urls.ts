'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { fileKeys } from './file-keys.ts'
import { requireCapability } from './require-capability.ts'
import { useUploadContext } from '../context.ts'

/**
 * A mutation by which the backend itself fetches files from their URLs. Gives a file for each URL in the same order,
 * mostly still `processing`: `useFileStatus` tells when one is there. Lists are asked for again.
 */
export function useImportUrls() {
  const { backend } = useUploadContext()
  const importUrls = requireCapability(backend, 'importUrls')
  const client = useQueryClient()
  return useMutation({
    mutationFn: (urls: readonly string[]) => importUrls(urls, {}),
    onSuccess: () => client.invalidateQueries({ queryKey: fileKeys.lists(backend) }),
  })
}
