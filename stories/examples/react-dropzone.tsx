import { useDropzone } from 'react-dropzone'
import { useUploadActions } from 'react-presigned'

export function DropArea() {
  const { add } = useUploadActions()
  const { getRootProps, getInputProps, isDragActive, open } = useDropzone({
    noClick: true,
    noKeyboard: true,
    onDrop: (files) => add(files),
  })
  return (
    <div {...getRootProps({ role: 'group', 'aria-label': 'Add files' })}>
      <input {...getInputProps()} />
      <p>{isDragActive ? 'Drop to add' : 'Drop files here'}</p>
      <button type="button" onClick={open}>
        Choose files
      </button>
    </div>
  )
}
