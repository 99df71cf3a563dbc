/**
 * A blob's bytes, slice by slice; the next one is read while the caller works on this one, so that two are in
 * memory. Never `stream()`: in Safari it fails, or ends early, for files beyond 4 GB.
 * @throws DOMException where the file cannot be read
 */
export async function* slicesOf(source: Blob, sliceBytes: number) {
  const count = Math.ceil(source.size / sliceBytes)
  let ahead = count > 0 ? readSlice(source, 0, sliceBytes) : undefined
  for (let next = 1; ahead; next++) {
    const slice: Uint8Array<ArrayBuffer> = await ahead
    ahead = next < count ? readSlice(source, next * sliceBytes, sliceBytes) : undefined
    // Nobody may ever wait for it: a failed read is heard where the slice is asked for.
    ahead?.catch(() => undefined)
    yield slice
  }
}

/** Some of a blob's bytes, all of them. */
export async function readSlice(source: Blob, start: number, length: number) {
  const slice = source.slice(start, start + length)
  const bytes = new Uint8Array(await slice.arrayBuffer())
  if (bytes.byteLength === slice.size) return bytes
  // Where a file has shrunk, some browsers give what is left of it.
  throw new DOMException('The file changed while it was read.', 'NotReadableError')
}
