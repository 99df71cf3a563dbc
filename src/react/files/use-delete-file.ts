'use client'

import { useMutation, useQueryClient } from '@tanstack/react-query'
import { fileKeys } from './file-keys.ts'
import { requireCapability } from './require-capability.ts'
import { useUploadContext } from '../context.ts'

/** A mutation that deletes a file by its id; lists are asked for again, what was known of the file is forgotten. */
export function useDeleteFile() {
  const { backend } = useUploadContext()
  const remove = requireCapability(backend, 'remove')
  const client = useQueryClient()
  return useMutation({
    mutationFn: (fileId: string) => remove(fileId, {}),
    async onSuccess(_nothing, fileId) {
      client.removeQueries({ queryKey: fileKeys.file(backend, fileId) })
      await client.invalidateQueries({ queryKey: fileKeys.lists(backend) })
    },
  })
}
