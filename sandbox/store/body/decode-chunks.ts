import { createHash } from 'node:crypto'
import { type ChunkSigner, isSameSignature } from '../signature/signing-key.ts'
import { S3Error } from '../wire/s3-error.ts'
import { type ByteReader, createByteReader } from './byte-reader.ts'

type ChunkOptions = {
  /** Bytes without the framing, from `x-amz-decoded-content-length`. */
  length: number
  hasTrailer: boolean
  /** Filled after the last chunk. */
  trailers: Map<string, string>
  signer?: ChunkSigner
}

/** Decodes an `aws-chunked` body and checks the signature of each chunk. */
export async function* decodeChunks(
  source: AsyncIterable<Buffer>,
  options: ChunkOptions,
): AsyncGenerator<Buffer> {
  const reader = createByteReader(source, 'IncompleteBody')
  try {
    let total = 0
    for (;;) {
      const header = /^([0-9a-f]{1,12})(?:;chunk-signature=([0-9a-f]{64}))?$/i.exec(await reader.line())
      const size = parseInt(header?.[1] ?? '', 16)
      total += size
      if (!header || total > options.length) throw new S3Error('IncompleteBody')
      const hash = options.signer && createHash('sha256')
      for await (const piece of reader.take(size)) {
        hash?.update(piece)
        yield piece
      }
      if (hash) check(options.signer?.chunk(hash.digest('hex')), header[2])
      if (size === 0) break
      if ((await reader.line()) !== '') throw new S3Error('IncompleteBody')
    }
    if (total !== options.length) throw new S3Error('IncompleteBody')
    await readTrailers(reader, options)
    await reader.drain()
  } finally {
    await reader.close()
  }
}

async function readTrailers(reader: ByteReader, options: ChunkOptions): Promise<void> {
  let signed = ''
  let signature: string | undefined
  for (let line = await reader.line(); line !== ''; line = await reader.line()) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]
    if (colon < 1 || !options.hasTrailer) throw new S3Error('MalformedTrailerError')
    if (name === 'x-amz-trailer-signature') {
      signature = value
      continue
    }
    options.trailers.set(name, value)
    signed += `${name}:${value}\n`
  }
  if (options.hasTrailer && options.signer) check(options.signer.trailer(signed), signature)
}

function check(expected: string | undefined, provided: string | undefined): void {
  if (!isSameSignature(expected ?? '', provided ?? '')) throw new S3Error('SignatureDoesNotMatch')
}
