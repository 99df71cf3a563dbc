import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3'
import { crc32 } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { Bucket, openStore } from './open-store.ts'
import type { OpenStore } from './open-store.ts'
import { send } from './send.ts'
import type { Reply } from './send.ts'
import { signRequest } from './sign-request.ts'

const Key = 'stream.bin'

function crc32Of(text: string): string {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(crc32(text))
  return bytes.toString('base64')
}

/** A raw `STREAMING-UNSIGNED-PAYLOAD-TRAILER` upload. */
function upload(
  store: OpenStore,
  body: string,
  length: number,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const url = `${store.url}/${Bucket}/${Key}`
  return send(
    url,
    signRequest(url, {
      method: 'PUT',
      body,
      payloadHash: 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
      headers: {
        'content-encoding': 'aws-chunked',
        'x-amz-decoded-content-length': String(length),
        'x-amz-trailer': 'x-amz-checksum-crc32',
        ...headers,
      },
    }),
  )
}

describe('chunked body with a trailing checksum', () => {
  it('is what the SDK sends for a stream, and is stored without its framing', async () => {
    const store = await openStore()
    const s3 = store.client({ requestChecksumCalculation: 'WHEN_SUPPORTED' })
    const bytes = Buffer.alloc(300_000, 'abc\r\n0\r\n')
    const pieces = Array.from({ length: 30 }, (_, index) =>
      bytes.subarray(index * 10_000, (index + 1) * 10_000),
    )
    const stream = {
      Bucket,
      Key,
      Body: Readable.from(pieces),
      ContentLength: bytes.length,
      ContentEncoding: 'gzip',
    }
    await s3.send(new PutObjectCommand(stream))
    const got = await store.s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }))
    expect(bytes.equals((await got.Body?.transformToByteArray()) ?? Buffer.of())).toBe(true)
    expect(got).toMatchObject({ ContentEncoding: 'gzip', ContentLength: 300_000 })
    expect(got.ChecksumCRC32).toMatch(/^[\w+/]{6}==$/)
    s3.destroy()
  })

  it('is rejected if trailer, length or framing are wrong, and stores nothing', async () => {
    const store = await openStore()
    const trailer = `x-amz-checksum-crc32:${crc32Of('hello')}`
    const refused = async (code: string, body: string, length = 5, headers = {}) =>
      expect(await upload(store, body, length, headers), body).toMatchObject({ code })
    await refused('BadDigest', `5\r\njello\r\n0\r\n${trailer}\r\n\r\n`)
    await refused('IncompleteBody', `5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`, 6)
    await refused('IncompleteBody', `5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`, 4)
    await refused('IncompleteBody', `6\r\nhello\r\n0\r\n${trailer}\r\n\r\n`, 6)
    await refused('IncompleteBody', '5\r\nhello\r\n', 5)
    await refused('IncompleteBody', 'hello', 5)
    await refused('MalformedTrailerError', '5\r\nhello\r\n0\r\n\r\n')
    await refused('MalformedTrailerError', '5\r\nhello\r\n0\r\nnonsense\r\n\r\n')
    await refused('MissingContentLength', '', 5, { 'x-amz-decoded-content-length': '' })
    expect(store.blobs()).toEqual([])
    expect(await upload(store, `2\r\nhe\r\n3\r\nllo\r\n0\r\n${trailer}\r\n\r\n`, 5)).toMatchObject({
      status: 200,
    })
    expect((await store.s3.send(new HeadObjectCommand({ Bucket, Key }))).ContentEncoding).toBeUndefined()
  })
})

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html and its page on trailers, literally. */
const example = {
  host: 's3.amazonaws.com',
  'x-amz-date': '20130524T000000Z',
  'x-amz-storage-class': 'REDUCED_REDUNDANCY',
  'content-encoding': 'aws-chunked',
  'x-amz-decoded-content-length': '66560',
}

async function openExampleStore(): Promise<OpenStore> {
  const store = await openStore({
    accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    now: () => Date.UTC(2013, 4, 24),
  })
  return store
}

function frames(signatures: readonly [string, string, string], end: string): string {
  const [first, second, last] = signatures
  const head = `10000;chunk-signature=${first}\r\n${'a'.repeat(65_536)}\r\n400;chunk-signature=${second}\r\n`
  return `${head}${'a'.repeat(1024)}\r\n0;chunk-signature=${last}\r\n${end}\r\n`
}

function authorization(signedHeaders: string, signature: string): string {
  const credential = 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request'
  return `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${signedHeaders},Signature=${signature}`
}

describe('AWS examples of signed chunks', () => {
  const plain = {
    ...example,
    'content-length': '66824',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    authorization: authorization(
      'content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class',
      '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
    ),
  }
  const signatures = [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ] as const
  const trailing = {
    ...example,
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
    'x-amz-trailer': 'x-amz-checksum-crc32c',
    authorization: authorization(
      'content-encoding;host;x-amz-content-sha256;x-amz-date;x-amz-decoded-content-length;x-amz-storage-class;x-amz-trailer',
      '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
    ),
  }
  const trailingSignatures = [
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  ] as const
  const trailer =
    'x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n'

  async function put(
    headers: Record<string, string>,
    body: string,
  ): Promise<{ reply: Reply; stored: string[] }> {
    const store = await openExampleStore()
    const at = Date.UTC(2013, 4, 24)
    const credentials = {
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
    }
    const s3 = store.client({ credentials, systemClockOffset: at - Date.now() })
    await s3.send(new CreateBucketCommand({ Bucket: 'examplebucket' }))
    const reply = await send(`${store.url}/examplebucket/chunkObject.txt`, { method: 'PUT', headers, body })
    const get = new GetObjectCommand({ Bucket: 'examplebucket', Key: 'chunkObject.txt' })
    const stored = await s3.send(get).then(
      async (got) => [
        createHash('sha256')
          .update((await got.Body?.transformToString()) ?? '')
          .digest('hex'),
      ],
      () => [],
    )
    s3.destroy()
    return { reply, stored }
  }

  it('are accepted, without and with a trailer', async () => {
    const stored = [createHash('sha256').update('a'.repeat(66_560)).digest('hex')]
    expect(await put(plain, frames(signatures, ''))).toMatchObject({ reply: { status: 200 }, stored })
    const signed = await put(trailing, frames(trailingSignatures, trailer))
    expect(signed).toMatchObject({
      reply: { status: 200, headers: { 'x-amz-checksum-crc32c': 'sOO8/Q==' } },
      stored,
    })
  })

  it('are rejected with a changed byte, signature or trailer', async () => {
    const refused = { reply: { status: 403, code: 'SignatureDoesNotMatch' }, stored: [] }
    expect(await put(plain, frames(signatures, '').replace('aaa', 'aba'))).toMatchObject(refused)
    expect(await put(plain, frames(signatures, '').replace('b6c6', 'b6c7'))).toMatchObject(refused)
    const altered = frames(trailingSignatures, trailer.replace('signature:d8', 'signature:d9'))
    expect(await put(trailing, altered)).toMatchObject(refused)
  })
})
