import { GetObjectCommand } from '@aws-sdk/client-s3'
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import * as z from 'zod/mini'
import type { Records } from '../open-records.ts'
import type { WireContext } from '../wire.ts'

/** What is kept of a file besides its bytes. */
export const FileRecord = z.object({
  id: z.string(),
  name: z.string(),
  sourceHash: z.string(),
  status: z.enum(['pending', 'uploaded', 'failed']),
  createdAt: z.string(),
  /** When its upload URL stops working. */
  uploadUntil: z.string(),
})
/** What is kept of a file besides its bytes. */
export type FileRecord = z.infer<typeof FileRecord>

/** Where a file's bytes lie, or will. */
export function keyOf({ id }: FileRecord): string {
  return `wires/perseus/objects/${id}`
}

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
