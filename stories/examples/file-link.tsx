import { safeUrl, useFile } from 'react-presigned'
import { Failure } from '../failure.tsx'

export function FileLink({ fileId }: { fileId: string }) {
  const { data: file, error } = useFile(fileId)
  if (error) return <Failure error={error} />
  const url = safeUrl(file?.url)
  return url ? <a href={url}>{file?.name}</a> : null
}
