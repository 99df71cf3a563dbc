/**
 * Whether a file matches a list of types as in HTML's `accept` attribute: `image/*`, `application/pdf`, `.pdf`. An empty
 * list matches every file. Parameters of a type (`video/webm;codecs=vp8`) are ignored.
 *
 * @see https://developer.mozilla.org/docs/Web/HTML/Attributes/accept
 */
export function acceptsFile(file: { name: string; type: string }, types: readonly string[]): boolean {
  const name = file.name.toLowerCase()
  const type = essenceOf(file.type)
  return types.length === 0 || types.some((entry) => matches(name, type, essenceOf(entry)))
}

function matches(name: string, type: string, entry: string): boolean {
  if (entry === '*/*') return true
  if (entry.startsWith('.')) return name.endsWith(entry)
  return entry.endsWith('/*') ? type.startsWith(entry.slice(0, -1)) : type === entry
}

/** A MIME type without its parameters: https://mimesniff.spec.whatwg.org/#mime-type-essence */
function essenceOf(type: string): string {
  return type.replace(/;.*$/s, '').trim().toLowerCase()
}
