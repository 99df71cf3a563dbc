// Only ASCII joins the extension: splitting letters that are joined, as in Arabic, changes how they are drawn. The end does
// not begin with a space, which would show as a gap after the ellipsis.
const ending = /(?:[!-~][ -~]{0,4})?\.[^.\s]{1,10}$/

/**
 * Splits a file name, so that CSS can truncate the start while the end, with version and extension, stays visible.
 *
 * @example
 * splitFileName('quarterly report v2.pdf') // ['quarterly repo', 'rt v2.pdf']
 */
export function splitFileName(name: string): readonly [start: string, end: string] {
  const end = ending.exec(name)?.[0] ?? ''
  return end.length === name.length ? [name, ''] : [name.slice(0, name.length - end.length), end]
}
