'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useUploadContext } from '../context.ts'
import { fileKeys } from './file-keys.ts'
import { requireCapability } from './require-capability.ts'

/** A mutation that deletes a file by its id, removes its queries and invalidates lists. */
export function useDeleteFile() {
  const { backend } = useUploadContext()
  const remove = requireCapability(backend, 'remove')
  const client = useQueryClient()
  return useMutation({
    mutationFn: (fileId: string) => remove(fileId, {}),
    async onSuccess(_data, fileId) {
      client.removeQueries({ queryKey: fileKeys.file(backend, fileId) })
      await client.invalidateQueries({ queryKey: fileKeys.lists(backend) })
    },
  })
}

/**
 * A mutation that has the backend fetch files from their URLs. It returns one file for each URL in the same order, most of
 * them still `processing` (see `useFileStatus`), and invalidates lists.
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
