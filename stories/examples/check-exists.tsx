import { useFindFiles } from 'react-presigned'

export function CheckExists({ digest }: { digest: string }) {
  const { data: files = [] } = useFindFiles({ contentHashes: [digest] })
  return <p role="status">{files.length > 0 && `Already stored as ${files[0]?.name}.`}</p>
}
