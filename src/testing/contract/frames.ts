import { UploadError } from '../../errors.ts'
import { sleep } from '../../lib/time.ts'
import { safeUrl } from '../../model/safe-url.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import { assert, assertExpiry, assertSame, show } from './assert.ts'
import type { Check } from './context.ts'

/** Requirements on frames and presign. */
export const frameChecks: readonly Check[] = [
  {
    name: 'frames › are empty or rejected for a file that is not a video',
    needs: ['frames'],
    async run({ backend, upload }) {
      const { file } = await upload()
      try {
        const frames = await backend.frames?.(file.id, {})
        if (frames) assertFrames(frames, file.id)
      } catch (error) {
        if (!(error instanceof UploadError)) throw error
      }
    },
  },
  {
    name: 'frames › are in order and have working URLs',
    needs: ['frames'],
    needsOptions: ['video'],
    async run({ backend, options, upload, timeoutMs }) {
      const video = await options.video?.()
      const { file } = await upload(video)
      const deadline = Date.now() + timeoutMs
      for (;;) {
        const frames = await backend.frames?.(file.id, {})
        assert(frames !== undefined, 'frames must return a value.')
        assertFrames(frames, file.id)
        if (frames.complete) {
          const [first] = frames.frames
          assert(first !== undefined, 'a video must have at least one frame.')
          const { ok, status } = await fetch(first.url)
          assert(ok, `the URL of a frame must work; its status is ${status}.`)
          return
        }
        assert(Date.now() < deadline, `frames must be complete within ${timeoutMs} ms.`)
        await sleep(250)
      }
    },
  },
  {
    name: 'presign › returns a URL of the file’s content',
    needs: ['presign'],
    needsOptions: ['storageUri'],
    async run({ backend, options, upload }) {
      const { file, source } = await upload()
      const presigned = await backend.presign?.(options.storageUri?.(file) ?? '', {})
      assert(presigned !== undefined, 'presign must return a value.')
      assert(safeUrl(presigned.url), `presign must return an http(s) URL, not ${show(presigned.url)}.`)
      assertExpiry(presigned.expiresAt, 'expiresAt of a presigned URL')
      const response = await fetch(presigned.url)
      assert(response.ok, `a presigned URL must work; its status is ${response.status}.`)
      const isSame = (await response.text()) === (await source.text())
      assert(isSame, 'a presigned URL must respond with the bytes that were sent.')
    },
  },
]

function assertFrames({ fileId, frameCount, frames, urlExpiresAt, complete }: VideoFrames, id: string): void {
  assertSame(fileId, id, 'fileId of the frames')
  const isCount = Number.isSafeInteger(frameCount) && frameCount >= 0
  assert(isCount, `frameCount must be an integer, not ${show(frameCount)}.`)
  assert(typeof complete === 'boolean', `complete must be true or false, not ${show(complete)}.`)
  assertExpiry(urlExpiresAt, 'urlExpiresAt of the frames')
  for (const [position, { index, url, atSeconds }] of frames.entries()) {
    const before = frames[position - 1]?.index ?? -1
    assert(
      Number.isSafeInteger(index) && index > before,
      'frames must be in ascending order of distinct indexes.',
    )
    assert(index < frameCount, `index of a frame must be below frameCount, ${frameCount}; it is ${index}.`)
    assert(safeUrl(url), `url of a frame must be an http:, https: or blob: URL, not ${show(url)}.`)
    const isTime = atSeconds === undefined || (Number.isFinite(atSeconds) && atSeconds >= 0)
    assert(isTime, `atSeconds of a frame must be a number of seconds, not ${show(atSeconds)}.`)
  }
  if (complete) assertSame(frames.length, frameCount, 'the number of complete frames')
}
