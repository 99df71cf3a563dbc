import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl, S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import type { SignatureLifetime } from './presign.ts'
import { callStore } from './store-request.ts'

type Lifetime = Pick<SignatureLifetime, 'signingDate' | 'expiresIn'>

/**
 * Signs `GET` URLs of many keys. `getSignedUrl` runs the SDK's whole middleware stack for each URL (7 s of CPU for
 * 20,000), so only the first URL is made that way. The others differ in key and signature only, which the SDK's bare
 * presigner computes in a tenth of the time. If that does not reproduce the first URL (an access point, another
 * signature version), all URLs are made by `getSignedUrl`.
 */
export function createFrameSigner(
  signer: S3Client,
  bucket: string,
  lifetime: Lifetime,
): (key: string) => Promise<string> {
  const signSlowly = (key: string) =>
    getSignedUrl(signer, new GetObjectCommand({ Bucket: bucket, Key: key }), lifetime)
  let sign: Promise<(key: string) => Promise<string>> | undefined
  return (key) =>
    callStore('sign', async () => {
      sign ??= createFastSigner(signer, key, await signSlowly(key), lifetime).then(
        (fast) => fast ?? signSlowly,
      )
      return (await sign)(key)
    })
}

async function createFastSigner(signer: S3Client, firstKey: string, firstUrl: string, lifetime: Lifetime) {
  const template = new URL(firstUrl)
  const [, , region, service] = template.searchParams.get('X-Amz-Credential')?.split('/') ?? []
  const firstPath = pathOf(firstKey)
  if (!region || !template.pathname.endsWith(firstPath)) return undefined

  const basePath = template.pathname.slice(0, -firstPath.length)
  const extraQuery = [...template.searchParams].filter(([name]) => !/^x-amz-/i.test(name))
  const presigner = new S3RequestPresigner({
    ...signer.config,
    region,
    ...(service !== undefined && { signingName: service }),
  })
  const sign = async (key: string) => {
    const path = basePath + pathOf(key)
    const { query = {} } = await presigner.presign(
      {
        method: 'GET',
        protocol: template.protocol,
        hostname: template.hostname,
        ...(template.port !== '' && { port: Number(template.port) }),
        path,
        query: Object.fromEntries(extraQuery),
        headers: {},
      },
      lifetime,
    )
    const search = Object.entries(query).map(
      ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
    )
    return `${template.origin}${path}?${search.join('&')}`
  }
  const signatureOf = (url: URL) => url.searchParams.get('X-Amz-Signature')
  return signatureOf(new URL(await sign(firstKey))) === signatureOf(template) ? sign : undefined
}

function pathOf(key: string): string {
  return `/${key.split('/').map(encodeURIComponent).join('/')}`
}
