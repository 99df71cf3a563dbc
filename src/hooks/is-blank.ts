const side = 16
// Compressed black is not quite black, and not quite even.
const mostDifference = 12

/** Whether a video's frame is of one colour, as those before a film begins. */
export function isBlank(video: HTMLVideoElement): boolean {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = side
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) return false
  context.drawImage(video, 0, 0, side, side)
  const { data } = context.getImageData(0, 0, side, side)
  for (const channel of [0, 1, 2]) {
    const values = data.filter((_, place) => place % 4 === channel)
    if (Math.max(...values) - Math.min(...values) > mostDifference) return false
  }
  return true
}
