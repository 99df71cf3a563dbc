import { expect, it } from 'vitest'
import { splitJpegs } from '../../sandbox/worker/read-frames.ts'

// A segment and a scan, both with bytes that look like the end marker.
const segment = [0xff, 0xe0, 0x00, 0x06, 0xff, 0xd9, 0x01, 0x02]
const scan = [0xff, 0xda, 0x00, 0x03, 0x01, 0x11, 0xff, 0x00, 0xd9, 0xff, 0xd0, 0x22]
const image = Uint8Array.from([0xff, 0xd8, ...segment, ...scan, 0xff, 0xd9])
const smallest = Uint8Array.from([0xff, 0xd8, 0xff, 0xd9])

async function split(bytes: Uint8Array, size: number): Promise<number[][]> {
  const images: number[][] = []
  for await (const one of splitJpegs(chunksOf(bytes, size))) images.push([...one])
  return images
}

async function* chunksOf(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

it.each([1, 2, 3, 7, 1000])('splitJpegs › splits images in chunks of %i bytes', async (size) => {
  const stream = Uint8Array.from([...image, ...smallest, ...image])
  expect(await split(stream, size)).toEqual([[...image], [...smallest], [...image]])
})

it('splitJpegs › omits a truncated image', async () => {
  expect(await split(Uint8Array.from([...image, ...image.subarray(0, -3)]), 5)).toEqual([[...image]])
})

it('splitJpegs › yields each image with its last byte', async () => {
  let isMore = false
  const images = splitJpegs(
    (async function* () {
      yield image
      isMore = true
      yield image
    })(),
  )
  expect((await images.next()).done).toBe(false)
  expect(isMore).toBe(false)
})
