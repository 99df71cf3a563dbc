import { useUploadList } from 'react-presigned'
import { Row } from './row.tsx'

export function WindowedList() {
  const { rows, listProps } = useUploadList({ rowSize: 40 })
  return (
    <ul {...listProps}>
      {rows.map(({ id, itemProps }) => (
        <li key={id} {...itemProps}>
          <Row id={id} />
        </li>
      ))}
    </ul>
  )
}
