import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { createS3Client, s3Backend, type S3BackendOptions, type UploadIntent } from 'react-presigned'
import type { Checksum, SignedPart, SignedUpload, UploadTarget } from '../../src/model/upload-target.ts'

export type PartsTarget = Extract<UploadTarget, { type: 'multipart' }>

/** The backend of a server, for one owner. */
export function backendOf(url: string, owner = 'alice', options: S3BackendOptions = {}) {
  return s3Backend(createS3Client({ baseUrl: url, headers: { 'x-owner': owner }, retries: 0 }), options)
}

/** Signs one file; throws if it is rejected. */
export async function signOne(
  backend: ReturnType<typeof s3Backend>,
  intent: Partial<UploadIntent>,
): Promise<SignedUpload> {
  const whole = { uploadId: '1', name: 'a.bin', contentType: 'application/octet-stream', size: 1, ...intent }
  const [signed] = await backend.sign([whole], {})
  if (signed === undefined || signed instanceof Error) throw new Error('Not signed', { cause: signed })
  return signed
}

/** The target, which must be multipart. */
export function partsOf({ target }: SignedUpload): PartsTarget {
  if (target.type !== 'multipart') throw new Error(`Not parts but ${target.type}`)
  return target
}

/** Sends a part as a browser would; returns its ETag. */
export async function sendPart(
  { url, headers }: SignedPart,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const response = await fetch(url, { method: 'PUT', headers, body: bytes })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return response.headers.get('etag') ?? ''
}

/** Signs and sends these parts; returns them with their ETags. */
export async function sendParts(
  target: PartsTarget,
  bytes: Uint8Array<ArrayBuffer>,
  numbers: readonly number[],
) {
  const sliceOf = (number: number) => bytes.slice((number - 1) * target.partSize, number * target.partSize)
  const { checksum } = target
  const hashes = checksum && new Map(numbers.map((number) => [number, digest(checksum, sliceOf(number))]))
  const signed = await target.signParts(numbers, {}, hashes)
  return Promise.all(
    signed.map(async (part) => {
      const slice = sliceOf(part.number)
      return { number: part.number, size: slice.length, etag: await sendPart(part, slice) }
    }),
  )
}

export function digest(algorithm: Checksum, bytes: Uint8Array): string {
  if (algorithm === 'crc32') return crc32(bytes).toString(16).padStart(8, '0')
  return createHash(algorithm.replace('-', '')).update(bytes).digest('hex')
}
