// What systems leave in folders for themselves, and nobody means to send.
const names = new Set(['.DS_Store', 'Thumbs.db', 'desktop.ini'])

/** Whether a file of a folder is not the user's. One that is chosen by itself is. */
export function isSystemFile(path: string): boolean {
  return path.includes('/') && names.has(path.replace(/.*\//, ''))
}
