/** MIME types, each with its file name extensions: `{ 'video/*': [], 'application/pdf': ['.pdf'] }`. */
export type AcceptedTypes = Readonly<Record<string, readonly string[]>>

/** An `accept` as the list of the `accept` attribute: MIME types and extensions. */
export function flattenAccept(accept: AcceptedTypes | undefined): readonly string[] {
  return Object.entries(accept ?? {}).flatMap(([type, extensions]) => [type, ...extensions])
}

/** Input of a camera. Phones open it only where `accept` lists photos alone, or videos alone. */
export type CaptureOptions = { kind: 'photo' | 'video'; accept: string }

/** The accepted types that a camera can produce: photos before videos; `undefined` where neither is accepted. */
export function getCameraAccept(accept: AcceptedTypes | undefined): CaptureOptions | undefined {
  const types = flattenAccept(accept)
  if (types.length === 0) return { kind: 'photo', accept: 'image/*' }
  const photos = types.filter((type) => type.startsWith('image/'))
  const videos = types.filter((type) => type.startsWith('video/'))
  if (photos.length > 0) return { kind: 'photo', accept: photos.join(',') }
  return videos.length > 0 ? { kind: 'video', accept: videos.join(',') } : undefined
}
