import { useDropzone } from 'react-dropzone'
import { useUploadActions } from 'react-presigned'

export function DropArea() {
  const { add } = useUploadActions()
  const { getRootProps, getInputProps, isDragActive } = useDropzone({ onDrop: (files) => add(files) })
  return (
    <div {...getRootProps({ role: 'button', 'aria-label': 'Add files' })}>
      <input {...getInputProps()} />
      <p>{isDragActive ? 'Drop to add' : 'Drop files here, or press to choose'}</p>
    </div>
  )
}
