import { useUploadActions } from 'react-presigned'

export function FilePicker() {
  const { add } = useUploadActions({ metadata: { album: 'autumn' } })
  return (
    <input
      type="file"
      multiple
      aria-label="Files"
      onChange={(event) => add([...(event.target.files ?? [])])}
    />
  )
}
