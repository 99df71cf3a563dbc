import { useVideoFrames } from 'react-presigned'

export function FrameImages({ fileId }: { fileId: string }) {
  const { data } = useVideoFrames(fileId)
  return data?.frames.map(({ index, url }) => <img key={index} src={url} alt={`Frame ${index + 1}`} />)
}
