import type { S3Client, ServiceInputTypes, ServiceOutputTypes } from '@aws-sdk/client-s3'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'
import { callStore } from './store-request.ts'
import { expiryIn } from './expiry.ts'

type Command<I extends ServiceInputTypes, O extends ServiceOutputTypes> = Parameters<
  typeof getSignedUrl<ServiceInputTypes, I, O>
>[1]

const payloadHash = 'x-amz-content-sha256'

/** A URL for one request that must carry `headers` just so: the store refuses what differs. */
export async function signRequest<I extends ServiceInputTypes, O extends ServiceOutputTypes>(
  signer: S3Client,
  command: Command<I, O>,
  headers: Readonly<Record<string, string>>,
  uploadUrlTtl: number,
): Promise<{ url: string; headers: Record<string, string>; expiresAt: Date }> {
  const { expiresAt, ...expiry } = expiryIn(uploadUrlTtl)
  command.middlewareStack.add(
    (next) => (args) => {
      write(args.request, headers)
      return next(args)
    },
    { step: 'build', priority: 'low' },
  )
  const options = {
    ...expiry,
    // Left to itself the SDK does not sign the type and moves what begins with `x-amz-` into the URL.
    signableHeaders: new Set(Object.keys(headers)),
    unhoistableHeaders: new Set(Object.keys(headers)),
  }
  const url = await callStore('sign', () => getSignedUrl(signer, command, options))
  return { url, headers: { ...headers }, expiresAt }
}

function write(request: unknown, headers: Readonly<Record<string, string>>): void {
  const target: unknown = Reflect.get(Object(request), 'headers')
  if (typeof target !== 'object' || target === null) throw new Error('The SDK signs no HTTP request')
  for (const [name, value] of Object.entries(headers)) {
    // The SDK's presigner writes UNSIGNED-PAYLOAD over whatever digest of the payload stands there; this one stays.
    if (name === payloadHash)
      Object.defineProperty(target, name, { enumerable: true, get: () => value, set: () => {} })
    else Reflect.set(target, name, value)
  }
}
