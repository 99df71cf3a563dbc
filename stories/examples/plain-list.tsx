import { useUploadIds } from 'react-presigned'
import { Row } from './row.tsx'

export function PlainList() {
  return useUploadIds().map((id) => <Row key={id} id={id} />)
}
