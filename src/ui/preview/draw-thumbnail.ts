type Source = { source: CanvasImageSource; width: number; height: number }

// The full width of a panorama would be many times what a thumbnail shows of it.
const maxAspectRatio = 4

/** Draws an image at a shorter side of `size` pixels, cropped to four times that, and encodes it. */
export function drawThumbnail({ source, width, height }: Source, size: number): Promise<Blob | undefined> {
  const scale = Math.min(1, size / Math.min(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.min(Math.round(width * scale), size * maxAspectRatio))
  canvas.height = Math.max(1, Math.min(Math.round(height * scale), size * maxAspectRatio))
  const context = canvas.getContext('2d')
  if (!context) return Promise.resolve(undefined)
  const [w, h] = [width * scale, height * scale]
  context.imageSmoothingQuality = 'high'
  // Cropping keeps the middle.
  context.drawImage(source, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h)
  return new Promise((resolve) => {
    // Safari encodes no WebP and falls back to PNG.
    canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/webp', 0.85)
  })
}
