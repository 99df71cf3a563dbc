/** The fields of a form and the bytes of its last part, the file. Forms that no browser sends are not understood. */
export function parseForm(body: Buffer): { fields: ReadonlyMap<string, string>; file: Buffer } {
  const delimiter = body.subarray(0, body.indexOf('\r\n'))
  const fields = new Map<string, string>()
  let at = delimiter.length + 2
  for (;;) {
    const headEnd = body.indexOf('\r\n\r\n', at)
    const head = body.toString('utf8', at, headEnd)
    if (/;\s*filename="/.test(head)) {
      return { fields, file: body.subarray(headEnd + 4, body.length - delimiter.length - 6) }
    }
    const end = body.indexOf(delimiter, headEnd)
    if (headEnd < 0 || end < 0) throw new Error('The form has no file.')
    fields.set(/name="([^"]*)"/.exec(head)?.[1] ?? '', body.toString('utf8', headEnd + 4, end - 2))
    at = end + delimiter.length + 2
  }
}
