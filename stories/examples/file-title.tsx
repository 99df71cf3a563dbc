import { useSuspenseQuery, type QueryClient } from '@tanstack/react-query'
import { fileKeys, fileQueries, type Backend } from 'react-presigned'

export function FileTitle({ backend, fileId }: { backend: Backend; fileId: string }) {
  const { data: file } = useSuspenseQuery(fileQueries.get(backend, fileId))
  return <h1>{file.name}</h1>
}

export async function prepare(client: QueryClient, backend: Backend, fileId: string) {
  await client.query(fileQueries.get(backend, fileId))
  await client.invalidateQueries({ queryKey: fileKeys.lists(backend) })
}
