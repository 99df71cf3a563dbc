import { fileKindOf } from '../../model/file-kind.ts'
import { contentTypeOf } from '../../uploader/content-type.ts'
import { imageThumbnail } from './image-thumbnail.ts'
import { videoPoster } from './video-poster.ts'

// Decoded whole for a moment: beyond this a phone gives up.
const largestImage = 60_000_000

/** A small picture of an image or a video; `undefined` of what is neither, or what this browser cannot decode. */
export async function makePreview(file: Blob, size: number, signal: AbortSignal): Promise<Blob | undefined> {
  const type = contentTypeOf(file instanceof File ? file.name : '', file)
  const kind = fileKindOf(type)
  if (kind === 'image') return file.size > largestImage ? undefined : imageThumbnail(file, type, size)
  if (kind === 'video') return videoPoster(file, size, signal)
  return undefined
}

/** Whether a picture can be hoped for. */
export function canPreview(file: Blob): boolean {
  const kind = fileKindOf(contentTypeOf(file instanceof File ? file.name : '', file))
  return (kind === 'image' || kind === 'video') && file.size > 0
}
