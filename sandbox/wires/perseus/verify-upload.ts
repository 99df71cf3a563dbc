import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import type { Records } from '../open-records.ts'
import type { WireContext } from '../wire.ts'
import { keyOf, type FileRecord } from './file-record.ts'

/** Holds the bytes against the hash that was announced: the file becomes `uploaded`, or `failed`. */
export async function verifyUpload(
  { s3, bucket }: WireContext,
  records: Records<FileRecord>,
  id: string,
  signal: AbortSignal,
): Promise<void> {
  const record = records.get(id)
  if (record?.status !== 'pending') return
  try {
    const command = new GetObjectCommand({ Bucket: bucket, Key: keyOf(record) })
    const { Body } = await s3.send(command, { abortSignal: signal })
    if (!(Body instanceof Readable)) throw new Error('The store answered without a body')
    const hash = createHash('sha256')
    await pipeline(Body, hash, { signal })
    const isSame = hash.digest('hex') === record.sourceHash
    // It may have been deleted meanwhile.
    if (records.get(id) === record) await records.put({ ...record, status: isSame ? 'uploaded' : 'failed' })
  } catch (error) {
    // The next look tries again.
    if (!signal.aborted) console.error(error)
  }
}
