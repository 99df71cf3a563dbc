import { expect, it } from 'vitest'
import { parseProbe } from '../../sandbox/worker/probe-video.ts'

const container = `Input #0, mov,mp4,m4a,3gp,3g2,mj2, from 'video':
  Duration: 00:01:10.03, start: 0.000000, bitrate: 7457 kb/s
`

it('parseProbe › parses the output of a new ffmpeg', () => {
  const log = `${container}  Stream #0:0[0x1](und): Video: h264 (Constrained Baseline) (avc1 / 0x31637661), yuv420p(progressive), 1280x720 [SAR 1:1 DAR 16:9], 7456 kb/s, 30 fps, 30 tbr, 15360 tbn (default)`
  expect(parseProbe(log)).toEqual({ stream: 0, width: 1280, height: 720, fps: 30, duration: 70.03 })
})

it('parseProbe › parses the output of an old ffmpeg', () => {
  const log = `${container}    Stream #0:1(und): Video: h264 (High) (avc1 / 0x31637661), yuv420p, 1920x1080 [SAR 1:1 DAR 16:9], 7546 kb/s, 29.97 fps, 29.97 tbr, 30k tbn, 59.94 tbc (default)`
  expect(parseProbe(log)).toEqual({ stream: 1, width: 1920, height: 1080, fps: 29.97, duration: 70.03 })
})

it('parseProbe › swaps width and height of a rotated video', () => {
  const log = `${container}  Stream #0:0: Video: h264, yuv420p, 1280x720, 30 fps
    Side data:
      displaymatrix: rotation of -90.00 degrees`
  expect(parseProbe(log)).toMatchObject({ width: 720, height: 1280 })
})

it('parseProbe › converts to square pixels', () => {
  const log = `${container}  Stream #0:0: Video: mpeg2video, yuv420p, 720x576 [SAR 64:45 DAR 16:9], 25 fps`
  expect(parseProbe(log)).toMatchObject({ width: 1024, height: 576 })
})

it('parseProbe › has no duration if the file has none', () => {
  const log = `  Duration: N/A, start: 0.000000, bitrate: N/A
  Stream #0:0(eng): Video: vp8, yuv420p(progressive), 640x480, SAR 1:1 DAR 4:3, 1k tbr, 1k tbn (default)`
  expect(parseProbe(log)).toEqual({ stream: 0, width: 640, height: 480, fps: 1000, duration: undefined })
})

it('parseProbe › ignores the cover image of an audio file', () => {
  const log = `${container}  Stream #0:0: Audio: aac (LC), 44100 Hz, mono, fltp, 69 kb/s
  Stream #0:1: Video: mjpeg, yuvj420p(pc), 200x200 [SAR 1:1 DAR 1:1], 90k tbr, 90k tbn (attached pic)`
  expect(parseProbe(log)).toBeUndefined()
})
