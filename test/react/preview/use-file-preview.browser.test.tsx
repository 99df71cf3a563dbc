import { cleanup, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import { useFilePreview } from 'react-presigned'
import { drawPhoto } from '../../../stories/draw-image.ts'
import { sampleVideo } from '../../../stories/sample-video.ts'
import { runHook } from '../render.tsx'

afterEach(cleanup)

/** Renders the preview of a file; resolves with its pixels. */
async function previewOf(file: File, size?: number) {
  const { result, unmount } = runHook(() => useFilePreview(file, { size }))
  await waitFor(() => expect(result.current.status).not.toBe('loading'), { timeout: 15_000 })
  const { url = '' } = result.current
  const image = new Image()
  image.src = url
  await image.decode()
  return { image, url, unmount }
}

/** The colour in the middle. */
function centerOf(image: HTMLImageElement): Uint8ClampedArray {
  const canvas = document.createElement('canvas')
  canvas.width = canvas.height = 1
  const paper = canvas.getContext('2d')
  paper?.drawImage(image, image.width / 2, image.height / 2, 1, 1, 0, 0, 1, 1)
  return paper?.getImageData(0, 0, 1, 1).data ?? new Uint8ClampedArray()
}

test('useFilePreview › scales a photo down and keeps its aspect ratio', async () => {
  const wide = await previewOf(drawPhoto('wide.jpg', 1))
  expect([wide.image.width, wide.image.height]).toEqual([128, 96])
  const tall = await previewOf(drawPhoto('tall.jpg', 2), 30)
  expect([tall.image.width, tall.image.height]).toEqual([30, 40])
})

test('useFilePreview › shows the first frame of a video that is not black', async () => {
  const { image } = await previewOf(sampleVideo('sunset.webm'))
  expect([image.width, image.height]).toEqual([171, 96])
  const [red = 0] = centerOf(image)
  expect(red).toBeGreaterThan(60)
})

test('useFilePreview › rasterizes an SVG, so that its URL runs no script', async () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9" fill="red"/></svg>'
  const { url } = await previewOf(new File([svg], 'a.svg', { type: 'image/svg+xml' }))
  const { type } = await (await fetch(url)).blob()
  expect(type).toBe('image/webp')
})

test('useFilePreview › has the status none for what the browser cannot decode', async () => {
  const files = [
    new File(['no photo'], 'photo.heic'),
    new File(['no photo'], 'photo.jpg', { type: 'image/jpeg' }),
    new File(['no video'], 'video.mp4', { type: 'video/mp4' }),
    new File(['text'], 'text.txt', { type: 'text/plain' }),
    new File([], 'empty.png', { type: 'image/png' }),
  ]
  for (const file of files) {
    const { result } = runHook(() => useFilePreview(file))
    await waitFor(() => expect(result.current).toEqual({ status: 'none' }), { timeout: 15_000 })
  }
})

test('useFilePreview › revokes the URL after the last component has unmounted', async () => {
  const revoked = vi.spyOn(URL, 'revokeObjectURL')
  const { url, unmount } = await previewOf(drawPhoto('a.jpg', 3))
  unmount()
  await waitFor(() => expect(revoked.mock.calls.flat()).toContain(url), { timeout: 3_000 })
  revoked.mockRestore()
})
