import { useImportUrls } from 'react-presigned'

export function ImportVideo() {
  const { mutate, data: [video] = [] } = useImportUrls()
  return video ? (
    <p>Importing {video.name}</p>
  ) : (
    <button onClick={() => mutate(['https://example.com/video.mp4'])}>Import the video</button>
  )
}
