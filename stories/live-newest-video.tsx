import { useUploads, VideoFrameGallery } from 'react-presigned'

/** The frames of the latest uploaded video, as soon as it is processed. */
export function NewestVideo() {
  const { uploads } = useUploads()
  const newest = uploads.findLast(
    ({ state, remote }) =>
      remote?.kind === 'video' && (state.status === 'completed' || state.status === 'processing'),
  )
  if (!newest?.remote) return null
  return (
    <section>
      <h2>Frames of {newest.name}</h2>
      <VideoFrameGallery fileId={newest.remote.id} />
    </section>
  )
}
