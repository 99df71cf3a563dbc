import { expect, test } from 'vitest'
import { digestOnMainThread } from '../../../src/lib/digest-on-main-thread.ts'
import { fingerprintOf } from '../../../src/uploader/resume/compare-file.ts'

const edge = 65_536

test.each([0, 1, edge - 1, edge, edge + 1, 2 * edge - 1, 2 * edge, 2 * edge + 1, 1_000_000])(
  'fingerprint › of %d bytes is the size and the digest of the first and last 64 KiB',
  async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => index % 251)
    const edges = size <= 2 * edge ? [bytes] : [bytes.subarray(0, edge), bytes.subarray(-edge)]
    const digest = await digestOnMainThread(new Blob(edges), 'sha-256')
    expect(await fingerprintOf(new Blob([bytes]))).toBe(`${size}-${digest}`)
  },
)
