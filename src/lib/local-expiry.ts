import { urlExpiry } from './url-expiry.ts'

/** When a presigned URL dies by this machine's clock: what its signer said, else what the URL itself says. */
export function localExpiry(
  { toLocalTime }: { toLocalTime(date: Date): Date },
  url: string,
  said?: Date,
): Date | undefined {
  const expiresAt = urlExpiry(url, said)
  return expiresAt && toLocalTime(expiresAt)
}
