import { safeUrl, useVideoFrames } from 'react-presigned'
import { Failure } from './failure.tsx'

/** The frames of a video in a row, as they arrive. */
export function Filmstrip({ fileId }: { fileId: string }) {
  const { data, error, refetch } = useVideoFrames(fileId)
  const frames = data?.frames ?? []
  return (
    <>
      <div
        style={{ display: 'flex', gap: 2, overflowX: 'auto' }}
        tabIndex={0}
        role="group"
        aria-label="RecordedVideo"
      >
        {frames.map(({ index, url }) => (
          <img
            key={index}
            src={safeUrl(url)}
            alt={`Frame ${index + 1}`}
            style={{ blockSize: 72 }}
            // The URL may have expired early. One refetch serves all images that failed.
            onError={() => void refetch({ cancelRefetch: false })}
          />
        ))}
      </div>
      <p role="status">
        {error && <Failure error={error} />}
        {data && `${frames.length} of ${data.frameCount} frames`}
      </p>
    </>
  )
}
