// Letters that join, as Arabic's, must not be torn apart: only plain ones go to the end together with the extension. It
// does not begin with a space, which would be a gap behind what shortens the start.
const ending = /(?:[!-~][ -~]{0,4})?\.[^.\s]{1,10}$/

/**
 * A name in two: markup that shortens the start keeps the end, which tells versions and types apart.
 *
 * @example
 * splitFileName('quarterly report v2.pdf') // ['quarterly repo', 'rt v2.pdf']
 */
export function splitFileName(name: string): readonly [start: string, end: string] {
  const end = ending.exec(name)?.[0] ?? ''
  return end.length === name.length ? [name, ''] : [name.slice(0, name.length - end.length), end]
}
