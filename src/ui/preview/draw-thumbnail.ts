type Picture = { source: CanvasImageSource; width: number; height: number }

// A panorama as wide as it comes would be many times what a tile shows of it.
const longestTimes = 4

/** A picture, so small that its shorter side has `size` pixels, and no longer than four times that. */
export function drawThumbnail({ source, width, height }: Picture, size: number): Promise<Blob | undefined> {
  const scale = Math.min(1, size / Math.min(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.min(Math.round(width * scale), size * longestTimes))
  canvas.height = Math.max(1, Math.min(Math.round(height * scale), size * longestTimes))
  const context = canvas.getContext('2d')
  if (!context) return Promise.resolve(undefined)
  // Of what is too long, the middle.
  const [w, h] = [width * scale, height * scale]
  context.imageSmoothingQuality = 'high'
  context.drawImage(source, (canvas.width - w) / 2, (canvas.height - h) / 2, w, h)
  return new Promise((resolve) => {
    // Where WebP cannot be written, browsers write PNG.
    canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/webp', 0.85)
  })
}
