import { useUploads, type RemoteFile } from 'react-presigned'

/** The files that were uploaded on this page, newest first. */
export function useCompletedFiles(): readonly RemoteFile[] {
  const { uploads } = useUploads()
  return uploads
    .flatMap(({ state, remote }) => (state.status === 'completed' && remote ? [remote] : []))
    .reverse()
}
