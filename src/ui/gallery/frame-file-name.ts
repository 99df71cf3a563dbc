import type { GalleryFrame } from './gallery-frames.ts'

/** What a frame's picture is called when it is saved: `film-0012.jpg`. */
export function frameFileName({ index, url }: GalleryFrame, videoName: string | undefined): string {
  const stem = videoName?.replace(/\.[^.]+$/, '') || 'frame'
  const path = url?.split(/[?#]/, 1)[0] ?? ''
  const extension = /\.(jpe?g|png|webp|avif|gif)$/i.exec(path)?.[1] ?? 'jpg'
  return `${stem}-${String(index + 1).padStart(4, '0')}.${extension.toLowerCase()}`
}
