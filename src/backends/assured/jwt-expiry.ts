import { JwtClaims } from './schemas.ts'

/** When a JWT ends, by its own `exp`; `undefined` where it does not say. Its signature is the server's business. */
export function jwtExpiry(jwt: string): Date | undefined {
  try {
    const payload = jwt.split('.')[1] ?? ''
    const json: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')))
    return new Date(JwtClaims.parse(json).exp * 1000)
  } catch {
    return undefined
  }
}
