import { UploadError } from '../../errors.ts'
import { safeUrl } from '../../model/safe-url.ts'
import type { VideoFrames } from '../../model/video-frames.ts'
import { sleep } from '../../lib/time.ts'
import { assert, assertExpiry, assertSame, show } from './assert.ts'
import type { Check } from './case.ts'

/** What frames and presign must give. */
export const pictureChecks: readonly Check[] = [
  {
    name: 'frames of a file that is no video are none, or refused with words',
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
    name: 'frames of a video are in order, with URLs that open',
    needs: ['frames'],
    given: ['video'],
    async run({ backend, options, upload, timeoutMs }) {
      const video = await options.video?.()
      const { file } = await upload(video)
      const deadline = Date.now() + timeoutMs
      for (;;) {
        const frames = await backend.frames?.(file.id, {})
        assert(frames !== undefined, 'frames must answer.')
        assertFrames(frames, file.id)
        if (frames.complete) {
          const [first] = frames.frames
          assert(first !== undefined, 'a video must have a frame.')
          const { ok, status } = await fetch(first.url)
          assert(ok, `the URL of a frame must open; it answered ${status}.`)
          return
        }
        assert(Date.now() < deadline, `frames must be complete within ${timeoutMs} ms.`)
        await sleep(250)
      }
    },
  },
  {
    name: 'presign gives a URL that opens the file',
    needs: ['presign'],
    given: ['storageUri'],
    async run({ backend, options, upload }) {
      const { file, source } = await upload()
      const presigned = await backend.presign?.(options.storageUri?.(file) ?? '', {})
      assert(presigned !== undefined, 'presign must answer.')
      assert(safeUrl(presigned.url), `presign must give an http(s) URL, not ${show(presigned.url)}.`)
      assertExpiry(presigned.expiresAt, 'expiresAt of a presigned URL')
      const response = await fetch(presigned.url)
      assert(response.ok, `a presigned URL must open; it answered ${response.status}.`)
      const isSame = (await response.text()) === (await source.text())
      assert(isSame, 'a presigned URL must answer with the bytes that were sent.')
    },
  },
]

function assertFrames({ fileId, frameCount, frames, urlExpiresAt, complete }: VideoFrames, id: string): void {
  assertSame(fileId, id, 'fileId of the frames')
  const isCount = Number.isSafeInteger(frameCount) && frameCount >= 0
  assert(isCount, `frameCount must be a whole number, not ${show(frameCount)}.`)
  assert(typeof complete === 'boolean', `complete must be true or false, not ${show(complete)}.`)
  assertExpiry(urlExpiresAt, 'urlExpiresAt of the frames')
  for (const [place, { index, url, atSeconds }] of frames.entries()) {
    const before = frames[place - 1]?.index ?? -1
    assert(
      Number.isSafeInteger(index) && index > before,
      'frames must be in the order of their indexes, each once.',
    )
    assert(index < frameCount, `index of a frame must be below frameCount, ${frameCount}; it is ${index}.`)
    assert(safeUrl(url), `url of a frame must be an http:, https: or blob: URL, not ${show(url)}.`)
    const isTime = atSeconds === undefined || (Number.isFinite(atSeconds) && atSeconds >= 0)
    assert(isTime, `atSeconds of a frame must be a number of seconds, not ${show(atSeconds)}.`)
  }
  if (complete) assertSame(frames.length, frameCount, 'the number of complete frames')
}
