/** When something is signed, and when it stops working. Signatures count in whole seconds. */
export type Expiry = { signingDate: Date; expiresIn: number; expiresAt: Date }

/** A signature's lifetime that begins now. */
export function expiryIn(seconds: number): Expiry {
  const now = Math.floor(Date.now() / 1000) * 1000
  return { signingDate: new Date(now), expiresIn: seconds, expiresAt: new Date(now + seconds * 1000) }
}
