import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod/mini'

// A secret that everybody can read: these tokens open a sandbox.
const secret = 'sandbox-jwt-secret'

const Claims = z.object({ sub: z.string(), token_type: z.enum(['access', 'refresh']), exp: z.number() })
/** What a token says. */
export type Claims = z.infer<typeof Claims>

/** Signs a token (HS256). */
export function signJwt(claims: Claims): string {
  const now = Math.floor(Date.now() / 1000)
  const head = encode({ alg: 'HS256', typ: 'JWT' })
  const body = encode({ ...claims, iat: now, jti: crypto.randomUUID() })
  return `${head}.${body}.${signatureOf(`${head}.${body}`)}`
}

/** What a token says; `undefined` where it is not one of ours, or its time is over. */
export function readJwt(token: string): Claims | undefined {
  const [head, body, signature] = token.split('.')
  if (head === undefined || body === undefined || signature === undefined) return undefined
  const expected = Buffer.from(signatureOf(`${head}.${body}`))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  const claims = Claims.parse(JSON.parse(Buffer.from(body, 'base64url').toString()))
  return claims.exp * 1000 > Date.now() ? claims : undefined
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

function signatureOf(text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url')
}
