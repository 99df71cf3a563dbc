import { expect, test } from 'vitest'
import { sha256 } from '../../../src/lib/sha256.ts'
import { fingerprintOf } from '../../../src/uploader/resume/fingerprint.ts'

const edge = 65_536

test.each([0, 1, edge - 1, edge, edge + 1, 2 * edge - 1, 2 * edge, 2 * edge + 1, 1_000_000])(
  'a file of %d bytes is known by its size and its edges, read once each',
  async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, place) => place % 251)
    const edges = size <= 2 * edge ? [bytes] : [bytes.subarray(0, edge), bytes.subarray(-edge)]
    // Pages without `crypto.subtle` digest in another way, to the same end.
    expect(await fingerprintOf(new Blob([bytes]))).toBe(`${size}-${await sha256(new Blob(edges))}`)
  },
)
