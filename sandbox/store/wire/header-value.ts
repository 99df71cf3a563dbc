/** A form's fields may hold what a header cannot: such values come back as S3 sends them, encoded by RFC 2047. */
export function headerValue(value: string): string {
  if (/^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return value
  return `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`
}
