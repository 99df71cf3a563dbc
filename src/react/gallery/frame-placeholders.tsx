const places = Array.from({ length: 12 }, (_, place) => place)

/** Room for frames of which nobody knows yet how many they are. */
export function FramePlaceholders() {
  return (
    <div className="rp-frames-view" aria-hidden="true">
      <div className="rp-frames">
        <div className="rp-grid-content">
          {places.map((place) => (
            <div key={place} className="rp-frame" data-status="pending" />
          ))}
        </div>
      </div>
    </div>
  )
}
