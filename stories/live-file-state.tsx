import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fileKeys, isFinalStatus, useFileStatus, type Backend, type RemoteFile } from 'react-presigned'

/** A listed file's status: asked for again until it is final, and then the lists as well. */
export function FileState({ backend, file }: { backend: Backend; file: RemoteFile }) {
  const client = useQueryClient()
  const isOpen = !isFinalStatus(file.status)
  const { data = file } = useFileStatus(isOpen ? file.id : undefined)
  const hasEnded = isOpen && isFinalStatus(data.status)
  useEffect(() => {
    if (hasEnded) void client.invalidateQueries({ queryKey: fileKeys.lists(backend) })
  }, [hasEnded, client, backend])
  const { status, error } = data
  return error ? `${status}: ${error}` : status
}
