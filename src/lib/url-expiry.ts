/**
 * When a presigned URL expires, by its signer or by its own query; `undefined` where neither says so. Reads
 * [AWS signature v4](https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html) (`X-Amz-Date`, `X-Amz-Expires`),
 * [GCS v4](https://cloud.google.com/storage/docs/access-control/signed-urls) (`X-Goog-Date`, `X-Goog-Expires`),
 * [Azure SAS](https://learn.microsoft.com/rest/api/storageservices/create-service-sas) (`se`), and the Unix time in
 * `Expires` of signature v2, GCS v2 and CloudFront.
 *
 * @param signedExpiry what the signer said; it wins over the query
 */
export function urlExpiry(url: string, signedExpiry?: Date): Date | undefined {
  if (signedExpiry) return signedExpiry
  const start = url.indexOf('?')
  if (start < 0) return undefined
  const query = new URLSearchParams(url.slice(start))
  const unixSeconds = Number(query.get('Expires') || Number.NaN)
  if (Number.isFinite(unixSeconds)) return new Date(unixSeconds * 1000)
  for (const vendor of ['Amz', 'Goog']) {
    const signedAt = parseBasicDate(query.get(`X-${vendor}-Date`))
    const seconds = Number(query.get(`X-${vendor}-Expires`) || Number.NaN)
    if (signedAt !== undefined && Number.isFinite(seconds)) return new Date(signedAt + seconds * 1000)
  }
  const sasExpiry = query.get('se')
  return sasExpiry !== null && query.has('sig') ? parseSasExpiry(sasExpiry) : undefined
}

/** Milliseconds of a date in ISO 8601's basic format: `20260131T235959Z`. */
function parseBasicDate(text: string | null): number | undefined {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text ?? '')
  if (!parts) return undefined
  const [, year, month, day, hour, minute, second] = parts
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
}

/** `2026-01-31`, `2026-01-31T23:59Z` or `2026-01-31T23:59:59Z`; always UTC. */
function parseSasExpiry(text: string): Date | undefined {
  const isDateOnly = /^\d{4}-\d\d-\d\d$/.test(text)
  const time = Date.parse(isDateOnly || /z$/i.test(text) ? text : `${text}Z`)
  return Number.isNaN(time) ? undefined : new Date(time)
}

/** `urlExpiry` by this machine's clock, corrected for the signer's. */
export function localUrlExpiry(
  { toLocalTime }: { toLocalTime(date: Date): Date },
  url: string,
  signedExpiry?: Date,
): Date | undefined {
  const expiresAt = urlExpiry(url, signedExpiry)
  return expiresAt && toLocalTime(expiresAt)
}

/** `urlExpiry` in milliseconds; `Infinity` for a URL that does not say when it expires. */
export function getExpiry({ url, expiresAt }: { url: string; expiresAt?: Date | undefined }): number {
  return urlExpiry(url, expiresAt)?.getTime() ?? Infinity
}

// With less time left, the URL may expire before the request reaches the store.
const minRemainingMs = 30_000

/**
 * Whether there is time to start a request. Stores check the expiry when a request begins: a running one outlives its
 * URL. A URL that was signed for less than a minute is usable for the first half of its time.
 *
 * @param signedAt when the URL was received
 */
export function isUsable(expiresAt: number, signedAt: number, now = Date.now()): boolean {
  return expiresAt - now > Math.min(minRemainingMs, (expiresAt - signedAt) / 2)
}

// A URL is replaced while it works, so that an image being loaded with it does not fail.
const refetchMarginMs = 60_000

/** Milliseconds until a signed URL should be replaced; `undefined` if it does not expire. */
export function refetchDelay(expiresAt: Date | undefined, now = Date.now()): number | undefined {
  if (!expiresAt) return undefined
  const remainingMs = expiresAt.getTime() - now
  return Math.max(1_000, remainingMs > 2 * refetchMarginMs ? remainingMs - refetchMarginMs : remainingMs / 2)
}
