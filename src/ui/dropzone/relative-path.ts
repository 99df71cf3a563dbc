/** A file's name, with its path where it came in a folder. Dropped and picked files tell it in different ways. */
export function getRelativePath(file: File): string {
  const told: unknown = file.webkitRelativePath || Reflect.get(file, 'relativePath')
  return typeof told === 'string' && told.includes('/') ? told : file.name
}
