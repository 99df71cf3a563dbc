/** Attaches a property that `File` does not have: `relativePath` names it in lists, `handle` reopens it after a reload. */
export function attachToFile(file: File, name: 'handle' | 'relativePath', value: unknown): File {
  return Object.defineProperty(file, name, { value, enumerable: true, configurable: true })
}

/**
 * A file's path inside its folder, or else its name. Picked files have `webkitRelativePath`; to dropped ones the walk
 * attaches `relativePath`. jsdom and happy-dom have neither.
 */
export function getRelativePath(file: File): string {
  const path: unknown = Reflect.get(file, 'webkitRelativePath') || Reflect.get(file, 'relativePath')
  return typeof path === 'string' && path.includes('/') ? path : file.name
}

const systemFileNames = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** Whether the operating system created a file inside a folder. Chosen on its own, such a file is uploaded. */
export function isSystemFile(path: string): boolean {
  return path.includes('/') && systemFileNames.has(path.replace(/.*\//, ''))
}
