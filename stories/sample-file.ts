const megabyte = new Blob([new Uint8Array(1_000_000)])

/** A file of `size` bytes, made of one repeated megabyte. */
export function sampleFile(name: string, bytes = 1_000, type = ''): File {
  const whole = Array.from({ length: Math.floor(bytes / megabyte.size) }, () => megabyte)
  return new File([...whole, megabyte.slice(0, bytes % megabyte.size)], name, { type })
}

/** A file whose bytes are never read: hashing it never ends. */
export function unreadableFile(name: string, bytes: number, type: string): File {
  const file = sampleFile(name, bytes, type)
  const slice = file.slice(0, 1)
  slice.arrayBuffer = () => new Promise(() => undefined)
  file.slice = () => slice
  return file
}
