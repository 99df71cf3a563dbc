const most = 32 * 1024 * 1024

/** Cuts a stream of JPEGs, one behind the other, into the pictures, each as soon as its last byte is there. */
export async function* splitJpegs(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let rest: Uint8Array = new Uint8Array(0)
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk])
    for (let end = endOfJpeg(rest); end !== undefined; end = endOfJpeg(rest)) {
      yield rest.subarray(0, end)
      rest = rest.subarray(end)
    }
    if (rest.length > most) throw new Error('ffmpeg wrote something that is not a JPEG')
  }
}

/** Where the picture at the beginning ends. Segments are stepped over: their bytes may look like an end. */
function endOfJpeg(bytes: Uint8Array): number | undefined {
  let at = 2
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xd9) return at + 2
    at += 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0)
    if (marker === 0xda) at = endOfScan(bytes, at)
  }
  return bytes[at] === 0xff && bytes[at + 1] === 0xd9 ? at + 2 : undefined
}

/** The next marker behind entropy-coded data, in which 0xFF is followed by 0 or by the number of a restart. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = bytes.indexOf(0xff, from)
  while (at !== -1) {
    const next = bytes[at + 1] ?? 0
    if (next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at
    at = bytes.indexOf(0xff, at + 1)
  }
  return bytes.length
}
