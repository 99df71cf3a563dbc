import { useCollapsibleList } from 'react-presigned'

export function RejectedNames({ names }: { names: readonly string[] }) {
  const { first, rest, isOpen, detailsProps } = useCollapsibleList(names, 4)
  return (
    <>
      <p>{first.join(', ')}</p>
      {rest.length > 0 && (
        <details {...detailsProps}>
          <summary>{rest.length} more</summary>
          {isOpen && <p>{rest.join(', ')}</p>}
        </details>
      )}
    </>
  )
}
