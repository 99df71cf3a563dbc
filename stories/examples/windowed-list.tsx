import { useUploadList } from 'react-presigned'
import { Row } from './row.tsx'

export function WindowedList() {
  const { rows, scrollProps, listProps } = useUploadList({ rowSize: 40 })
  return (
    <div {...scrollProps} style={{ maxHeight: 400, overflow: 'auto' }}>
      <ul {...listProps}>
        {rows.map(({ id, itemProps }) => (
          <li key={id} {...itemProps}>
            <Row id={id} />
          </li>
        ))}
      </ul>
    </div>
  )
}
