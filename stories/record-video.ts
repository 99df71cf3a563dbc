import { drawDay } from './draw-frames.ts'

const size = { width: 320, height: 180 }

/** A WebM video of the given duration, recorded by the browser. */
export async function recordVideo(seconds = 1.5): Promise<File> {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, size)
  const paper = canvas.getContext('2d')
  if (!paper) throw new Error('This browser draws nothing.')
  const recorder = new MediaRecorder(canvas.captureStream(30), { mimeType: 'video/webm' })
  const chunks: Blob[] = []
  recorder.ondataavailable = ({ data }) => chunks.push(data)
  const isDone = new Promise((resolve) => {
    recorder.onstop = resolve
  })
  recorder.start()
  const begun = performance.now()
  for (let now = 0; now < seconds; now = (performance.now() - begun) / 1000) {
    drawDay(paper, now / seconds, size)
    await new Promise((resolve) => setTimeout(resolve, 30))
  }
  recorder.stop()
  await isDone
  return new File(chunks, 'holiday.webm', { type: 'video/webm' })
}
