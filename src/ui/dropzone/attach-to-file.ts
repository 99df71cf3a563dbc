/** Hangs something on a file, which a `File` has no place for. */
export function attachToFile(file: File, name: 'handle' | 'relativePath', value: unknown): File {
  return Object.defineProperty(file, name, { value, enumerable: true, configurable: true })
}
