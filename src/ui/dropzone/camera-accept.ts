import { flattenAccept, type AcceptedTypes } from './validate-file.ts'

/** What a camera is asked for. Phones open it only where pictures alone, or films alone, are accepted. */
export type CaptureOptions = { kind: 'photo' | 'video'; accept: string }

/** What the camera gives of what is accepted: photos before videos; nothing where neither is. */
export function getCameraAccept(accept: AcceptedTypes | undefined): CaptureOptions | undefined {
  const types = flattenAccept(accept)
  if (types.length === 0) return { kind: 'photo', accept: 'image/*' }
  const photos = types.filter((type) => type.startsWith('image/'))
  const videos = types.filter((type) => type.startsWith('video/'))
  if (photos.length > 0) return { kind: 'photo', accept: photos.join(',') }
  return videos.length > 0 ? { kind: 'video', accept: videos.join(',') } : undefined
}
