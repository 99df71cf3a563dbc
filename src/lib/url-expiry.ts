/**
 * When a presigned URL dies: what the signer said, else what its own query says: `X-Amz-Date` and `X-Amz-Expires` of signature version 4, or `Expires`, a
 * Unix time, of version 2 and of CloudFront.
 */
export function urlExpiry(url: string, said?: Date): Date | undefined {
  if (said) return said
  if (!url.includes('?')) return undefined
  const query = new URLSearchParams(url.replace(/^[^?]*\??/, ''))
  const until = Number(query.get('Expires') || Number.NaN)
  if (Number.isFinite(until)) return new Date(until * 1000)
  const seconds = Number(query.get('X-Amz-Expires') || Number.NaN)
  const date = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get('X-Amz-Date') ?? '')
  if (!date || !Number.isFinite(seconds)) return undefined
  const [, year, month, day, hour, minute, second] = date
  const start = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  return new Date(start + seconds * 1000)
}
