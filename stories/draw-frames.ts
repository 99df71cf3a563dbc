import type { VideoFrame } from 'react-presigned'

type Size = { width: number; height: number }

/** JPEG images of a day from morning to night, as `blob:` URLs. */
export async function drawFrames(
  count: number,
  { secondsApart = 2, width = 384, height = 216 }: Partial<Size> & { secondsApart?: number } = {},
): Promise<readonly VideoFrame[]> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { width, height })
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('This browser draws nothing.')
  const frames: VideoFrame[] = []
  for (let index = 0; index < count; index++) {
    drawDay(paper, count === 1 ? 0.3 : index / (count - 1), { width, height })
    const image = await new Promise<Blob | null>((resolve) => {
      canvas.toBlob(resolve, 'image/jpeg', 0.85)
    })
    const url = URL.createObjectURL(image ?? new Blob())
    frames.push({ index, url, atSeconds: index * secondsApart })
  }
  return frames
}

/** Draws one image; `time` runs from 0 to 1. */
export function drawDay(paper: CanvasRenderingContext2D, time: number, { width, height }: Size) {
  const noon = Math.sin(Math.PI * time)
  const sky = paper.createLinearGradient(0, 0, 0, height)
  sky.addColorStop(0, `hsl(${222 - 14 * noon} 62% ${16 + 44 * noon}%)`)
  sky.addColorStop(0.72, `hsl(${18 + 190 * noon ** 2} 78% ${52 + 28 * noon}%)`)
  paper.fillStyle = sky
  paper.fillRect(0, 0, width, height)

  paper.fillStyle = `hsl(${38 + 14 * noon} 96% ${70 + 18 * noon}%)`
  paper.beginPath()
  paper.arc(width * (0.12 + 0.76 * time), height * (0.78 - 0.56 * noon), height * 0.075, 0, 2 * Math.PI)
  paper.fill()

  for (const [layer, base] of [0.62, 0.72, 0.84].entries()) {
    paper.fillStyle = `hsl(${226 - 12 * layer} ${26 + 6 * layer}% ${(34 - 9 * layer) * (0.45 + 0.75 * noon)}%)`
    paper.beginPath()
    paper.moveTo(0, height)
    for (let x = 0; x <= width; x += 4) {
      const wave = Math.sin(x / width / 0.13 + layer * 2.4) + 0.6 * Math.sin(x / width / 0.047 + layer * 5)
      paper.lineTo(x, height * (base - 0.045 * wave))
    }
    paper.lineTo(width, height)
    paper.fill()
  }
}
