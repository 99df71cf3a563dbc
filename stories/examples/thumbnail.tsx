import { useFilePreview, useUpload } from 'react-presigned'

export function Thumbnail({ id }: { id: string }) {
  const { upload } = useUpload(id)
  const { url } = useFilePreview(upload?.source)
  return url ? <img src={url} alt="" /> : <span>📄</span>
}
