const places = Array.from({ length: 12 }, (_, place) => place)

/** Room for frames of which nobody knows yet how many they are. */
export function FramePlaceholders() {
  return (
    <div className="rp-frames" aria-hidden="true">
      {places.map((place) => (
        <div key={place} className="rp-frame" data-status="pending" />
      ))}
    </div>
  )
}
