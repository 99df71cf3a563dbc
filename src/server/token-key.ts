import type { S3Client } from '@aws-sdk/client-s3'
import { fromBase64Url, toBase64Url } from './base64.ts'

/** Authenticates tokens that clients keep for the server. */
export type TokenKey = {
  /** The signature of a text, in base64url. */
  sign(text: string): Promise<string>
  verify(text: string, signature: string): Promise<boolean>
}

const algorithm = { name: 'HMAC', hash: 'SHA-256' }

/**
 * HMAC-SHA-256 with a key that is derived from `secret`, or else from the store's secret access key. The purpose and the
 * bucket are part of the derivation, so that the key equals no other key made of the same secret.
 */
export function createTokenKey(s3: S3Client, bucket: string, secret: string | undefined): TokenKey {
  let derived: { secret: string; key: Promise<CryptoKey> } | undefined
  const currentKey = async () => {
    const current = secret ?? (await secretAccessKeyOf(s3))
    if (derived?.secret !== current) derived = { secret: current, key: deriveKey(current, bucket) }
    return derived.key
  }
  return {
    async sign(text) {
      const signature = await crypto.subtle.sign('HMAC', await currentKey(), new TextEncoder().encode(text))
      return toBase64Url(new Uint8Array(signature))
    },
    async verify(text, signature) {
      const bytes = fromBase64Url(signature)
      if (bytes === undefined) return false
      return crypto.subtle.verify('HMAC', await currentKey(), bytes, new TextEncoder().encode(text))
    },
  }
}

/**
 * Temporary credentials (IAM roles, STS) are refused: each instance of the server has its own, and they change every few
 * hours, so that one instance would reject the tokens of another.
 */
async function secretAccessKeyOf(s3: S3Client): Promise<string> {
  const { secretAccessKey, sessionToken } = await s3.config.credentials()
  if (sessionToken === undefined) return secretAccessKey
  throw new TypeError(
    'createUploadHandler: multipart uploads need the option tokenSecret, because the S3 client has temporary credentials',
  )
}

async function deriveKey(secret: string, bucket: string): Promise<CryptoKey> {
  const encoder = new TextEncoder()
  const root = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, ['sign'])
  const label = encoder.encode(`react-presigned multipart token v1\0${bucket}`)
  const bits = await crypto.subtle.sign('HMAC', root, label)
  return crypto.subtle.importKey('raw', bits, algorithm, false, ['sign', 'verify'])
}
