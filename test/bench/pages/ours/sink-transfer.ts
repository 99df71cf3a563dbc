import type { Transfer } from 'react-presigned'
import { createPattern, period, startOf } from '../../shared/content.ts'
import type { Job } from '../../shared/job.ts'
import { planFiles } from '../../shared/files.ts'

const sample = 16

/**
 * A store that swallows parts without a byte travelling: a hundred gigabytes take a minute. Each part's size and both
 * its ends are compared with what the file has at that position.
 */
export function createSink({ files, partSize }: Job) {
  const [file] = planFiles(files)
  if (!file) throw new Error('There is no file to sink.')
  const { name, size } = file
  const pattern = createPattern()
  const got = new Map<number, number>()
  let [wrong, again] = [0, 0]

  async function holds(body: Blob, at: number): Promise<boolean> {
    const start = (startOf(name) + at) % period
    const bytes = new Uint8Array(await body.arrayBuffer())
    return bytes.every((byte, index) => byte === pattern[start + index])
  }

  const transfer: Transfer = async ({ url, body, onProgress, signal }) => {
    const number = Number(new URL(url).searchParams.get('partNumber'))
    const offset = (number - 1) * partSize
    const expected = Math.min(partSize, size - offset)
    if (!(body instanceof Blob)) throw new Error('Parts are blobs.')
    const ends = [
      holds(body.slice(0, sample), offset),
      holds(body.slice(-sample), offset + expected - sample),
    ]
    const isRight = body.size === expected && (await Promise.all(ends)).every(Boolean)
    signal.throwIfAborted()
    if (!isRight) wrong++
    if (got.has(number)) again++
    got.set(number, body.size)
    onProgress(body.size)
    return { status: 200, headers: new Headers({ etag: `"${String(number)}"` }), body: '' }
  }

  return {
    transfer,
    parts: () => [...got].map(([number, length]) => ({ number, size: length, etag: `"${String(number)}"` })),
    /** Says what is wrong with what arrived, if anything is. */
    complaint(): string | undefined {
      const bytes = [...got.values()].reduce((sum, length) => sum + length, 0)
      if (wrong > 0) return `${String(wrong)} parts hold other bytes than the file.`
      if (again > 0) return `${String(again)} parts were sent although they had arrived.`
      return bytes === size ? undefined : `${String(bytes)} bytes arrived of ${String(size)}.`
    },
  }
}
