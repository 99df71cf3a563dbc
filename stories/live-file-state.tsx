import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { fileKeys, isFinalStatus, useFileStatus, type Backend, type RemoteFile } from 'react-presigned'

/** A file's status, polled until it is final; then the lists are refetched. */
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
