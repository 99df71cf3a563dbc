import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { getSignedUrl, S3RequestPresigner } from '@aws-sdk/s3-request-presigner'
import { callStore } from './store-request.ts'

type Lifetime = { signingDate: Date; expiresIn: number }

/**
 * Signs `GET` URLs for many keys. The SDK builds a whole command for each URL (20,000 take it 7 s of CPU), so it does
 * that once; the others differ in nothing but key and signature, which its bare presigner computes in a tenth of the
 * time. Where that does not reproduce the first URL (an access point, another signature), every URL goes the long way.
 */
export function createFrameSigner(
  signer: S3Client,
  bucket: string,
  lifetime: Lifetime,
): (key: string) => Promise<string> {
  const long = (key: string) =>
    getSignedUrl(signer, new GetObjectCommand({ Bucket: bucket, Key: key }), lifetime)
  let short: Promise<(key: string) => Promise<string>> | undefined
  return (key) =>
    callStore('sign', async () => {
      short ??= shortcut(signer, key, await long(key), lifetime).then((found) => found ?? long)
      return (await short)(key)
    })
}

async function shortcut(signer: S3Client, firstKey: string, first: string, lifetime: Lifetime) {
  const model = new URL(first)
  const [, , region, service] = model.searchParams.get('X-Amz-Credential')?.split('/') ?? []
  const firstPath = pathOf(firstKey)
  if (!region || !model.pathname.endsWith(firstPath)) return undefined

  const base = model.pathname.slice(0, -firstPath.length)
  const own = [...model.searchParams].filter(([name]) => !/^x-amz-/i.test(name))
  const presigner = new S3RequestPresigner({ ...signer.config, region, signingName: service })
  const sign = async (key: string) => {
    const path = base + pathOf(key)
    const { query = {} } = await presigner.presign(
      {
        method: 'GET',
        protocol: model.protocol,
        hostname: model.hostname,
        port: model.port === '' ? undefined : Number(model.port),
        path,
        query: Object.fromEntries(own),
        headers: {},
      },
      lifetime,
    )
    const search = Object.entries(query).map(
      ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
    )
    return `${model.origin}${path}?${search.join('&')}`
  }
  const signatureOf = (url: string) => new URL(url).searchParams.get('X-Amz-Signature')
  return signatureOf(await sign(firstKey)) === model.searchParams.get('X-Amz-Signature') ? sign : undefined
}

function pathOf(key: string): string {
  return `/${key.split('/').map(encodeURIComponent).join('/')}`
}
